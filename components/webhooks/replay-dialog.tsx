'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { replaySink } from '#components/queries/sinks.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';

/** Asks for the day from which on everything is sent once more. */
export function ReplayDialog({ id, name }: { id: number; name: string }) {
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState('');
  const client = useQueryClient();
  const { toast } = useToast();
  const replay = useMutation({
    // The beginning of the day on the clock of who asks.
    mutationFn: () => replaySink(id, new Date(`${day}T00:00`).toISOString()),
    onSuccess: async () => {
      setOpen(false);
      toast({ title: 'Sending again begins within a minute' });
      await client.invalidateQueries({ queryKey: ['sinks'] });
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      trigger={<Button>Send again…</Button>}
      title={`Send again to “${name}”`}
      description="Everything that happened from a day on, as far as it is kept (30 days). Messages keep their ids."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" disabled={day === ''} busy={replay.isPending} onClick={() => replay.mutate()}>
            Send again
          </Button>
        </>
      }
    >
      <Field label="From" required>
        {(control) => <Input type="date" value={day} onChange={({ target }) => setDay(target.value)} {...control} />}
      </Field>
      <p role="alert" className="mt-2 text-13 text-failed empty:hidden">
        {replay.error?.message}
      </p>
    </Dialog>
  );
}
