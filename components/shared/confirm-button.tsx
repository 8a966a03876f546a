'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';

export interface ConfirmButtonProps {
  /** The button that opens the dialog. */
  trigger: ReactNode;
  title: string;
  description: string;
  /** What the two buttons of the dialog say. */
  keep?: string;
  confirm: string;
  isDangerous?: boolean;
  /** Returns what is said when it is done. */
  act: () => Promise<{ title: string; description?: string }>;
  children?: ReactNode;
}

/** A button that acts only after a dialog has said what that does; what screens show is then read anew. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { toast } = useToast();
  const act = useMutation({
    mutationFn: props.act,
    onSuccess: async (done) => {
      setOpen(false);
      toast(done);
      await client.invalidateQueries();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={props.trigger}
      title={props.title}
      description={props.description}
      footer={
        <>
          <DialogClose>
            <Button>{props.keep ?? 'Keep it'}</Button>
          </DialogClose>
          <Button
            variant={props.isDangerous === true ? 'danger' : 'primary'}
            busy={act.isPending}
            onClick={() => act.mutate()}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      {props.children}
      {act.error === null ? null : (
        <p role="alert" className="mt-2 text-13 text-failed">
          {act.error.message}
        </p>
      )}
    </Dialog>
  );
}
