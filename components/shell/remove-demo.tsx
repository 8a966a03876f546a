'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { demoQuery, removeDemo } from '#components/queries/demo.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';

/** Asks once more, then has the demo removed. */
export default function RemoveDemo({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: removeDemo,
    onSuccess: (view) => {
      onOpenChange(false);
      client.setQueryData(demoQuery().queryKey, view);
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      size="sm"
      title="Remove the demo?"
      description="Its repositories, findings and history go. Real repositories stay as they are."
      footer={
        <>
          <DialogClose>
            <Button>Keep it</Button>
          </DialogClose>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            Remove the demo
          </Button>
        </>
      }
    >
      <p role="alert" className="text-13 text-failed">
        {remove.error?.message}
      </p>
    </Dialog>
  );
}
