'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { exceptionPolicyQuery } from '#components/queries/exception-policy.ts';
import { Preview } from '#components/shared/decide/bulk-preview.tsx';
import { DecisionFields, decisionMeaning } from '#components/shared/decide/decision-form.tsx';
import { DryRun } from '#components/shared/decide/dry-run.tsx';
import { useDecisionDraft } from '#components/shared/decide/use-decision-draft.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { askedOf, GROUNDS, mostOf } from '#components/shared/grounds-fields.tsx';
import { Progress } from '#components/ui/progress.tsx';
import type { BulkPreview } from '#lib/contracts/exception-bulk.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { formatCount } from '#lib/format.ts';
import { type BulkWhich, useBulk } from './use-bulk.ts';

export interface BulkDialogProps {
  which: BulkWhich;
  kind: Decision;
  mayDecide: boolean;
  onClose: () => void;
  /** They are decided. */
  onDone: () => void;
  onClosed: () => void;
}

const TITLE: Record<Decision, string> = {
  accepted: 'Accept the risk of many findings',
  false_positive: 'Mark many findings as false positives',
};

function buttonWords(kind: Decision, atOnce: boolean, count: number | undefined): string {
  const what = count === undefined ? '' : ` ${formatCount(count, 'finding')}`;
  if (!atOnce) return `Ask for it${count === undefined ? '' : `: ${formatCount(count, 'finding')}`}`;
  return kind === 'accepted' ? `Accept${what}` : `Mark${what}`;
}

/** How long it has been at work: the server does all in one transaction, and tells nothing before its end. */
function AtWork({ preview }: { preview: BulkPreview }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((was) => was + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const { findings, repositories_total: repositories } = preview;
  const label = `Deciding ${formatCount(findings, 'finding')} in ${formatCount(repositories, 'repository', 'repositories')}, all or none`;
  return <Progress label={label} done={seconds} total={null} noun="s" />;
}

/** Decides about many findings: first what it would do, tried on the server, then all of them or none. */
export default function BulkDialog({ which, kind, mayDecide, onClose, onDone, onClosed }: BulkDialogProps) {
  const { data: policy } = useQuery(exceptionPolicyQuery());
  const most = mostOf(kind, policy);
  const atOnce = mayDecide && policy?.four_eyes === false;
  const draft = useDecisionDraft(`${kind} of many`, most);
  const { preview, decide } = useBulk(which, kind, () => {
    draft.forget();
    onDone();
  });
  const shown = preview.isFetching ? undefined : preview.data;
  const ready = shown !== undefined && shown.findings > 0;
  return (
    <FormDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      onClosed={onClosed}
      title={TITLE[kind]}
      description={decisionMeaning(kind, atOnce, false)}
      keep={decide.isPending ? 'Close' : 'Leave them open'}
      send={buttonWords(kind, atOnce, shown?.findings)}
      busy={decide.isPending}
      ready={ready}
      onSend={() => (ready ? decide.mutate({ ...askedOf(draft), token: shown.token }) : undefined)}
      error={decide.error}
      fields={GROUNDS}
    >
      {decide.isPending && shown !== undefined ? (
        <AtWork preview={shown} />
      ) : (
        <DryRun of={preview}>{(found) => <Preview kind={kind} preview={found} />}</DryRun>
      )}
      <DecisionFields kind={kind} draft={draft} most={most} error={decide.error} />
    </FormDialog>
  );
}
