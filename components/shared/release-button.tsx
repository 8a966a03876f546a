'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { releaseUpload } from '#components/queries/release-upload.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';

export interface ReleaseButtonProps {
  id: string;
  repo: string;
  /** Why it is held, with the number that it would close. */
  reason: string | null;
  size?: 'sm' | 'md';
}

/** One click and a confirmation that says what will be closed. */
export function ReleaseButton({ id, repo, reason, size = 'md' }: ReleaseButtonProps) {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { toast } = useToast();
  const release = useMutation({
    mutationFn: () => releaseUpload(id),
    onSuccess: async () => {
      setOpen(false);
      toast({ title: 'Released', description: `The report for ${repo} is applied now.` });
      await client.invalidateQueries();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={
        <Button variant="primary" size={size}>
          Release
        </Button>
      }
      title="Release this report?"
      description={`It becomes the truth about its stream in ${repo}: what it does not list is closed.`}
      footer={
        <>
          <DialogClose>
            <Button>Keep it held</Button>
          </DialogClose>
          <Button variant="primary" busy={release.isPending} onClick={() => release.mutate()}>
            Release and close them
          </Button>
        </>
      }
    >
      {reason === null ? null : <p className="break-words text-13">{reason}</p>}
      <p className="mt-2 text-13 text-soft">
        Findings that a later report lists again are reopened, with their history.
      </p>
      {release.error === null ? null : (
        <p role="alert" className="mt-2 text-13 text-failed">
          {release.error.message}
        </p>
      )}
    </Dialog>
  );
}
