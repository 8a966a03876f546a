'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteSink } from '#components/queries/sinks.ts';
import { TypeToConfirm } from '#components/shared/type-to-confirm.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';

/** Deletes a webhook once its name is typed. */
export function DeleteSink({ id, name }: { id: number; name: string }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { toast } = useToast();
  const remove = useMutation({
    mutationFn: () => deleteSink(id),
    onSuccess: async () => {
      toast({ title: `“${name}” is deleted` });
      navigate.replace('/integrations/webhooks');
      await client.invalidateQueries({ queryKey: ['sinks', 'list'] });
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={<Button variant="danger">Delete…</Button>}
      title={`Delete “${name}”?`}
      description="Its log goes, and what was not sent yet never is. To stop for a while only, pause it."
      footer={
        <>
          <DialogClose>
            <Button>Keep it</Button>
          </DialogClose>
          <Button
            variant="danger"
            disabled={typed !== name.trim()}
            busy={remove.isPending}
            onClick={() => remove.mutate()}
          >
            Delete the webhook
          </Button>
        </>
      }
    >
      <TypeToConfirm text={name} typed={typed} onType={setTyped} />
      <p role="alert" className="mt-2 text-13 text-failed empty:hidden">
        {remove.error?.message}
      </p>
    </Dialog>
  );
}
