'use client';

import { useQuery } from '@tanstack/react-query';
import { exceptionPolicyQuery } from '#components/queries/exception-policy.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { askedOf, mostOf } from '#components/shared/grounds-fields.tsx';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { DecisionFields, decisionMeaning } from './decision-form.tsx';
import { useDecisionsUnderWay } from './under-way.ts';
import { useDecide } from './use-decide.ts';
import { useDecisionDraft } from './use-decision-draft.ts';

export interface DecideDialogProps {
  finding: { id: string; ref: string };
  kind: Decision;
  /** Whether the role of who looks decides, beyond asking. */
  mayDecide: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** It was sent: the dialog closes, and what the finding will be is shown at once. */
  onSent?: (() => void) | undefined;
  /** Where the focus goes once it is closed. */
  onClosed?: (() => void) | undefined;
}

const TITLE: Record<Decision, string> = { accepted: 'Accept the risk of', false_positive: 'False positive:' };

/** Why it was not taken when it was sent before. */
function Before({ id }: { id: string }) {
  const before = useDecisionsUnderWay().get(id);
  if (before?.state !== 'failed') return null;
  return (
    <p role="alert" className="text-13 text-failed">
      It was not taken: {before.problem}
    </p>
  );
}

/** Asks for an exception of one finding, with the reason that people will read in a year. */
export function DecideDialog(props: DecideDialogProps) {
  const { finding, kind, mayDecide, open, onOpenChange, onSent, onClosed } = props;
  const { data: policy } = useQuery(exceptionPolicyQuery());
  const most = mostOf(kind, policy);
  const atOnce = mayDecide && policy?.four_eyes === false;
  const draft = useDecisionDraft(`${kind} ${finding.id}`, most);
  const decide = useDecide();
  const onSend = () => {
    if (decide({ finding, kind, ...askedOf(draft) }, draft.forget)) onSent?.();
    onOpenChange(false);
  };
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      onClosed={onClosed}
      title={<span className="[overflow-wrap:anywhere]">{`${TITLE[kind]} ${finding.ref}`}</span>}
      description={decisionMeaning(kind, atOnce)}
      keep="Leave it open"
      send={atOnce ? (kind === 'accepted' ? 'Accept the risk' : 'Mark it') : 'Ask for it'}
      onSend={onSend}
    >
      <Before id={finding.id} />
      <DecisionFields kind={kind} draft={draft} most={most} error={null} />
    </FormDialog>
  );
}
