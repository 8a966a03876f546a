'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { ExactTime } from '#components/ui/relative-time.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { useChangeActions } from './use-change-actions.ts';

export interface DueDialogProps {
  action: ActionRow;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Sets the date until which somebody wants an action done. The SLA's date stays beside it. */
export default function DueDialog({ action, open, onOpenChange }: DueDialogProps) {
  const own = action.work.due;
  const [on, setOn] = useState(own?.at.slice(0, 10) ?? '');
  const [reason, setReason] = useState(own?.reason ?? '');
  const change = useChangeActions(() => onOpenChange(false));
  const set = (due: { on: string; reason: string } | null, done: string) =>
    change.mutate({ actions: [action], wish: { change: { change: 'set_due', due }, done } });
  const isReady = on !== '' && reason.trim() !== '';
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="Until when is it to be done?"
      description="Earlier or later than the SLA says. The score and the queue go by the SLA all the same."
      footer={
        <>
          {own === null ? (
            <DialogClose>
              <Button>Cancel</Button>
            </DialogClose>
          ) : (
            <Button busy={change.isPending} onClick={() => set(null, 'The SLA’s date counts again')}>
              Remove the date
            </Button>
          )}
          <Button
            variant="primary"
            busy={change.isPending}
            disabled={!isReady}
            onClick={() => set({ on, reason: reason.trim() }, 'Date set')}
          >
            Set the date
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {action.due_at === null ? null : (
          <p className="text-13 text-soft">
            By its SLA it is due <ExactTime at={action.due_at} />.
          </p>
        )}
        <Field label="Date" required>
          {(props) => <Input type="date" value={on} onChange={(event) => setOn(event.target.value)} {...props} />}
        </Field>
        <Field label="Why" required>
          {(props) => (
            <Input value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} {...props} />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
