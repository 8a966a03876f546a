'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rateInBulk, severityPreviewQuery } from '#components/queries/finding-bulk.ts';
import { Repositories } from '#components/shared/decide/bulk-preview.tsx';
import { DryRun, Found } from '#components/shared/decide/dry-run.tsx';
import { useChangeMany } from '#components/shared/decide/use-change-many.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { SeverityChoice, SeverityReason } from '#components/shared/severity-fields.tsx';
import type { StatedSeverity } from '#lib/domain/finding/finding.ts';
import { formatCount } from '#lib/format.ts';
import { severityWords } from './change-words.ts';
import { undoOf } from './undo-of.ts';
import { type BulkWhich, isOne } from './use-bulk.ts';

export interface ChangeDialogProps {
  which: BulkWhich;
  onClose: () => void;
  /** They are changed. */
  onDone: () => void;
  onClosed: () => void;
}

/** What would be set, tried on the server, and the setting. */
function useRating(which: BulkWhich, severity: StatedSeverity | null, onDone: () => void) {
  // Until one is chosen nothing is asked for.
  const preview = useQuery({
    ...severityPreviewQuery({ ...which, severity: severity ?? 'info' }),
    enabled: severity !== null,
  });
  const rate = useChangeMany(
    preview,
    async (asked: { severity: StatedSeverity; reason: string; token: string }) => {
      const { findings, batch } = await rateInBulk({ ...which, ...asked });
      return { title: `${formatCount(findings, 'finding')} set to ${asked.severity}`, undo: undoOf(batch) };
    },
    onDone,
  );
  return { preview, rate, shown: preview.isFetching ? undefined : preview.data };
}

/** Sets the severity of findings: first what it would do, tried on the server, then all of them or none. */
export default function SeverityInBulk({ which, onClose, onDone, onClosed }: ChangeDialogProps) {
  const [severity, setSeverity] = useState<StatedSeverity | null>(null);
  const [reason, setReason] = useState('');
  const { preview, rate, shown } = useRating(which, severity, onDone);
  const ready = severity !== null && shown !== undefined && shown.findings > 0;
  return (
    <FormDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      onClosed={onClosed}
      title="Set the severity"
      description="It holds whatever reports state from now on. Score, due dates and order follow at once."
      keep="Leave it"
      send={ready ? `Set ${formatCount(shown.findings, 'finding')} to ${severity}` : 'Set the severity'}
      busy={rate.isPending}
      ready={ready}
      comes={preview.isFetching && isOne(which)}
      onSend={() => (ready ? rate.mutate({ severity, reason: reason.trim(), token: shown.token }) : undefined)}
      error={rate.error}
      fields={['severity', 'reason']}
    >
      <SeverityChoice value={severity} onChange={setSeverity} error={rate.error} />
      {severity === null ? null : (
        <DryRun of={preview}>
          {(found) => (
            <Found words={severityWords(severity, found)}>
              <Repositories preview={found} />
            </Found>
          )}
        </DryRun>
      )}
      <SeverityReason value={reason} onChange={setReason} error={rate.error} />
    </FormDialog>
  );
}
