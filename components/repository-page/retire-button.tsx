'use client';

import { retireStream } from '#components/queries/manage-repository.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { Button } from '#components/ui/button.tsx';
import type { RepositoryView } from '#lib/contracts/repository.ts';
import { formatCount } from '#lib/format.ts';

export interface RetireButtonProps {
  repo: string;
  stream: RepositoryView['streams'][number];
  /** Why it seems to be over, where it does. */
  reason?: string | null;
  variant?: 'ghost' | 'secondary';
}

/** Retires a stream, after saying what that does. */
export function RetireButton({ repo, stream, reason = null, variant = 'ghost' }: RetireButtonProps) {
  const name = [stream.scanner, stream.label].filter((part) => part !== '').join(' · ');
  const retire = async () => {
    const { fixed } = await retireStream(repo, stream.id);
    return {
      title: 'Stream retired',
      description: `${formatCount(fixed, 'finding')} fixed: no other report sees them.`,
    };
  };
  return (
    <ConfirmButton
      trigger={
        <Button size="sm" variant={variant} aria-label={`Retire ${name} of ${stream.pipeline}, ${stream.ref}`}>
          Retire
        </Button>
      }
      title="Retire this stream?"
      description={`${name} from ${stream.pipeline} (${stream.ref}) sees nothing any more, and measures nothing. Findings that no other stream sees are fixed.`}
      confirm="Retire the stream"
      act={retire}
    >
      {reason === null ? null : <p className="break-words text-13">{reason}</p>}
      <p className="mt-2 text-13 text-soft">
        It holds {formatCount(stream.present, 'finding')} now. Its next report undoes this and opens again what it still
        has.
      </p>
    </ConfirmButton>
  );
}
