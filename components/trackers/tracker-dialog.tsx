'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '#components/queries/fetch.ts';
import { errorAt } from '#components/queries/send.ts';
import { changeTracker, createTracker } from '#components/queries/trackers.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { TrackerView } from '#lib/contracts/tracker.ts';
import { TrackerFields, type TrackerValues } from './tracker-fields.tsx';
import { labelsOf, rulesOf, rulesText } from './words.ts';

const valuesOf = (tracker: TrackerView | null): TrackerValues => ({
  kind: tracker?.kind ?? 'github',
  name: tracker?.name ?? '',
  address: tracker?.address ?? '',
  account: tracker?.account ?? '',
  token: '',
  rules: tracker === null ? '*' : rulesText(tracker.projects),
  labels: (tracker?.labels ?? ['plumbline']).join(', '),
  issueType: tracker?.issue_type ?? 'Task',
  closes: tracker?.closes ?? false,
});

function save(tracker: TrackerView | null, values: TrackerValues): Promise<TrackerView> {
  const { kind, name, address, account, token, rules, labels, issueType, closes } = values;
  const shared = {
    ...{ name, address, closes, projects: rulesOf(rules), labels: labelsOf(labels), issue_type: issueType },
    account: account.trim() === '' ? null : account,
  };
  if (tracker === null) return createTracker({ kind, token, ...shared });
  return changeTracker(tracker.id, { ...shared, ...(token === '' ? {} : { token }) });
}

export interface TrackerDialogProps {
  /** The one that is changed; null: a new one. */
  tracker: TrackerView | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Adds a tracker, or changes one. */
export function TrackerDialog({ tracker, open, onOpenChange }: TrackerDialogProps) {
  const [values, setValues] = useState<TrackerValues>(() => valuesOf(tracker));
  const client = useQueryClient();
  const { toast } = useToast();
  const saving = useMutation({
    mutationFn: () => save(tracker, values),
    onSuccess: async () => {
      onOpenChange(false);
      toast({ title: tracker === null ? 'Tracker added. Try it next.' : 'Saved' });
      await client.invalidateQueries({ queryKey: ['trackers'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    saving.mutate();
  };
  const isAtField = saving.error instanceof ApiError && saving.error.fields.length > 0;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        saving.reset();
        if (next) setValues(valuesOf(tracker));
        onOpenChange(next);
      }}
      title={tracker === null ? 'Add an issue tracker' : `Change “${tracker.name}”`}
      description="Issues hold what the page of a fix says. Nothing is made until somebody asks for an issue."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" form="tracker" variant="primary" busy={saving.isPending}>
            {tracker === null ? 'Add tracker' : 'Save'}
          </Button>
        </>
      }
    >
      <form id="tracker" onSubmit={submit} className="flex flex-col gap-4">
        {saving.error !== null && !isAtField ? (
          <p role="alert" className="text-13 text-failed">
            {saving.error.message}
          </p>
        ) : null}
        <TrackerFields
          isNew={tracker === null}
          values={values}
          set={(change) => setValues({ ...values, ...change })}
          errorAt={(path) => errorAt(saving.error, path)}
        />
      </form>
    </Dialog>
  );
}
