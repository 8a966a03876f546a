'use client';

import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '#components/queries/fetch.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export interface LoadErrorProps {
  /** "The findings could not be loaded". */
  title: string;
  error: unknown;
  onRetry: () => void;
  busy?: boolean;
  /** What is left as it was. */
  kept?: ReactNode;
  /** More ways on, such as clearing the filters. */
  children?: ReactNode;
}

/** A read that did not come: what happened in the server's own words, and what to do. */
export function LoadError({ title, error, onRetry, busy = false, kept, children }: LoadErrorProps) {
  const status = error instanceof ApiError ? error.status : -1;
  const ended = status === 401;
  // Asking again for what is wrong or not there would answer the same.
  const isRefusal = status >= 400 && status < 500 && status !== 429;
  return (
    <ErrorPanel
      title={ended ? 'Your session has ended' : status === 504 ? 'This took too long and was stopped' : title}
      {...(kept === undefined ? {} : { kept })}
      advice={error instanceof ApiError ? error.message : 'The answer could not be read. Try again.'}
      actions={
        <>
          {ended ? (
            <LinkButton href="/sign-in" variant="primary">
              Sign in
            </LinkButton>
          ) : isRefusal ? null : (
            <Button onClick={onRetry} busy={busy}>
              <RotateCw aria-hidden />
              Try again
            </Button>
          )}
          {children}
        </>
      }
    />
  );
}
