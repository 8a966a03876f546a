'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { setSeverity } from '#components/queries/finding-people.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Select, TextArea } from '#components/ui/field.tsx';
import { SEVERITY_WORD } from '#components/ui/severity-mark.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { FindingView } from '#lib/contracts/finding.ts';
import { STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { mayCount } from './severity-words.ts';

export interface SeverityDialogProps {
  view: FindingView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Sets the severity of one finding, with the reason that people will read in a year. */
export function SeverityDialog({ view, open, onOpenChange }: SeverityDialogProps) {
  const { finding, may } = view;
  const form = useId();
  const choices = STATED_SEVERITIES.filter((one) => may.decide || mayCount(view, one));
  const [severity, setChosen] = useState<StatedSeverity>(
    choices.find((one) => one === finding.severity) ?? choices[0] ?? 'critical',
  );
  const [reason, setReason] = useState('');
  const client = useQueryClient();
  const { toast } = useToast();
  const set = useMutation({
    mutationFn: () => setSeverity(finding.id, { severity, reason: reason.trim(), seen: finding.severity }),
    onSuccess: async () => {
      onOpenChange(false);
      toast({ title: `Severity set to ${SEVERITY_WORD[severity].toLowerCase()}` });
      await client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    set.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Set the severity"
      description="It holds whatever reports state from now on. Score, due date and order follow at once."
      footer={
        <>
          <DialogClose>
            <Button>Leave it</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form={form} busy={set.isPending}>
            Set the severity
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} method="post" className="flex flex-col gap-4">
        <Field
          label="Severity"
          required
          error={errorAt(set.error, 'severity')}
          {...(may.decide ? {} : { hint: 'Lowering it is up to those who decide about exceptions.' })}
        >
          {(control) => (
            <Select
              {...control}
              options={choices.map((one) => ({ value: one, label: SEVERITY_WORD[one] }))}
              value={severity}
              onChange={(event) => setChosen(STATED_SEVERITIES.find((one) => one === event.target.value) ?? severity)}
            />
          )}
        </Field>
        <Field
          label="Reason"
          required
          hint="What the scanner does not know: who can reach it, what it protects."
          error={errorAt(set.error, 'reason')}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={4}
              minLength={3}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {set.error === null || ['severity', 'reason'].some((name) => errorAt(set.error, name) !== null) ? null : (
          <p role="alert" className="text-13 text-failed">
            {set.error.message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
