'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { retireStream } from '#components/queries/manage-repository.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';
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
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { toast } = useToast();
  const name = [stream.scanner, stream.label].filter((part) => part !== '').join(' · ');
  const retire = useMutation({
    mutationFn: () => retireStream(repo, stream.id),
    onSuccess: async ({ fixed }) => {
      setOpen(false);
      toast({
        title: 'Stream retired',
        description: `${formatCount(fixed, 'finding')} fixed: no other report sees them.`,
      });
      await client.invalidateQueries();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={
        <Button size="sm" variant={variant} aria-label={`Retire ${name} of ${stream.pipeline}, ${stream.ref}`}>
          Retire
        </Button>
      }
      title="Retire this stream?"
      description={`${name} from ${stream.pipeline} (${stream.ref}) sees nothing any more, and measures nothing. Findings that no other stream sees are fixed.`}
      footer={
        <>
          <DialogClose>
            <Button>Keep it</Button>
          </DialogClose>
          <Button variant="primary" busy={retire.isPending} onClick={() => retire.mutate()}>
            Retire the stream
          </Button>
        </>
      }
    >
      {reason === null ? null : <p className="break-words text-13">{reason}</p>}
      <p className="mt-2 text-13 text-soft">
        It holds {formatCount(stream.present, 'finding')} now. Its next report undoes this and opens again what it still
        has.
      </p>
      {retire.error === null ? null : (
        <p role="alert" className="mt-2 text-13 text-failed">
          {retire.error.message}
        </p>
      )}
    </Dialog>
  );
}
