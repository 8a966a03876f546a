'use client';

import { useState } from 'react';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
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
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="Until when is it to be done?"
      description="Earlier or later than the SLA says. The score and the queue go by the SLA all the same."
      keep={
        own === null ? (
          'Cancel'
        ) : (
          <Button busy={change.isPending} onClick={() => set(null, 'The SLA’s date counts again')}>
            Remove the date
          </Button>
        )
      }
      send="Set the date"
      busy={change.isPending}
      ready={on !== '' && reason.trim() !== ''}
      onSend={() => set({ on, reason: reason.trim() }, 'Date set')}
    >
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
    </FormDialog>
  );
}
