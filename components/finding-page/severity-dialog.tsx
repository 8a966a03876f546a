'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { setSeverity } from '#components/queries/finding-people.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { SeverityChoice, SeverityReason } from '#components/shared/severity-fields.tsx';
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
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Set the severity"
      description="It holds whatever reports state from now on. Score, due date and order follow at once."
      keep="Leave it"
      send="Set the severity"
      busy={set.isPending}
      onSend={() => set.mutate()}
      error={set.error}
      fields={['severity', 'reason']}
    >
      <SeverityChoice
        value={severity}
        onChange={setChosen}
        choices={choices}
        hint={may.decide ? undefined : 'Lowering it is up to those who decide about exceptions.'}
        error={set.error}
      />
      <SeverityReason value={reason} onChange={setReason} error={set.error} />
    </FormDialog>
  );
}
