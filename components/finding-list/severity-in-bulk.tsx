'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { rateInBulk, severityPreviewQuery } from '#components/queries/finding-bulk.ts';
import { errorAt } from '#components/queries/send.ts';
import { SendKeys } from '#components/shared/decide/decision-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { Field, Select, TextArea } from '#components/ui/field.tsx';
import { SEVERITY_WORD } from '#components/ui/severity-mark.tsx';
import { STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { formatCount } from '#lib/format.ts';
import { Repositories } from './bulk-preview.tsx';
import { severityWords } from './change-words.ts';
import { DryRun, Found } from './dry-run.tsx';
import { FormProblem, sendOnKeys } from './form-parts.tsx';
import type { BulkWhich } from './use-bulk.ts';
import { useChange } from './use-change.ts';

export interface ChangeDialogProps {
  which: BulkWhich;
  onClose: () => void;
  /** They are changed. */
  onDone: () => void;
  onClosed: () => void;
}

const OPTIONS = STATED_SEVERITIES.map((one) => ({ value: one, label: SEVERITY_WORD[one] }));

/** What would be set, tried on the server, and the setting. */
function useRating(which: BulkWhich, severity: StatedSeverity | null, onDone: () => void) {
  // Until one is chosen nothing is asked for.
  const preview = useQuery({
    ...severityPreviewQuery({ ...which, severity: severity ?? 'info' }),
    enabled: severity !== null,
  });
  const rate = useChange(
    preview,
    async (asked: { severity: StatedSeverity; reason: string; token: string }) => {
      const { findings, batch } = await rateInBulk({ ...which, ...asked });
      return { title: `${formatCount(findings, 'finding')} set to ${asked.severity}`, batch };
    },
    onDone,
  );
  return { preview, rate, shown: preview.isFetching ? undefined : preview.data };
}

/** Sets the severity of findings: first what it would do, tried on the server, then all of them or none. */
export default function SeverityInBulk({ which, onClose, onDone, onClosed }: ChangeDialogProps) {
  const form = useId();
  const [severity, setSeverity] = useState<StatedSeverity | null>(null);
  const [reason, setReason] = useState('');
  const { preview, rate, shown } = useRating(which, severity, onDone);
  const isReady = severity !== null && shown !== undefined && shown.findings > 0;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isReady && !rate.isPending) rate.mutate({ severity, reason: reason.trim(), token: shown.token });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      onClosed={onClosed}
      title="Set the severity"
      description="It holds whatever reports state from now on. Score, due dates and order follow at once."
      footer={
        <>
          <DialogClose>
            <Button>Leave it</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form={form} busy={rate.isPending} disabled={!isReady}>
            {isReady ? `Set ${formatCount(shown.findings, 'finding')} to ${severity}` : 'Set the severity'}
            <SendKeys />
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} onKeyDown={sendOnKeys} method="post" className="flex flex-col gap-4">
        <FormProblem error={rate.error} fields={['reason']} />
        <Field label="Severity" required>
          {(control) => (
            <Select
              {...control}
              autoFocus
              placeholder="Choose one"
              options={OPTIONS}
              value={severity ?? ''}
              onChange={(event) => setSeverity(STATED_SEVERITIES.find((one) => one === event.target.value) ?? null)}
            />
          )}
        </Field>
        {severity === null ? null : (
          <DryRun of={preview}>
            {(found) => (
              <Found words={severityWords(severity, found)}>
                <Repositories preview={found} />
              </Found>
            )}
          </DryRun>
        )}
        <Field
          label="Reason"
          required
          hint="What the scanner does not know: who can reach it, what it protects."
          error={errorAt(rate.error, 'reason')}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={3}
              minLength={3}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
