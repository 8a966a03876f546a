'use client';

import { RotateCw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { type BoundaryProps, digestOf } from './boundary.ts';

/** Shown in place of a screen that failed; the frame around it stays. */
export function BrokenScreen({ error, retry }: BoundaryProps) {
  const digest = digestOf(error);
  return (
    <ErrorPanel
      heading="h1"
      className="mx-auto max-w-[640px]"
      title="This screen could not be shown"
      kept="Nothing was changed by this. Your filters are still in the address, and uploads go on being processed."
      advice="Try again. If it happens once more, look for the reference in the server's log."
      actions={
        <>
          <Button onClick={() => retry()}>
            <RotateCw aria-hidden />
            Try again
          </Button>
          <LinkButton href="/" variant="ghost">
            Go to Today
          </LinkButton>
        </>
      }
      {...(digest === null ? {} : { reference: digest })}
    />
  );
}
