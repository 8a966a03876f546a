'use client';

import { GroundsFields } from '#components/shared/grounds-fields.tsx';
import type { Decision } from '#lib/domain/finding/finding.ts';
import type { DecisionDraft } from './use-decision-draft.ts';

const HINT: Record<Decision, string> = {
  accepted: 'Why it can stay: what protects it, what a fix would cost, what was agreed.',
  false_positive: 'Why there is no problem here: what the scanner does not know.',
};

const EFFECT: Record<Decision, string> = {
  accepted: 'still counts a quarter in the score',
  false_positive: 'does not count in the score',
};

/** What the decision means; `one`: of a single finding. */
export function decisionMeaning(kind: Decision, atOnce: boolean, one = true): string {
  const effect = one
    ? `It leaves the list of open findings and ${EFFECT[kind]}.`
    : `They leave the list of open findings. Each ${EFFECT[kind]}.`;
  return `${effect} This holds ${atOnce ? 'at once' : 'once somebody who decides has approved it'}.`;
}

export interface DecisionFieldsProps {
  kind: Decision;
  draft: DecisionDraft;
  most: number | null;
  error: unknown;
}

/** Reason, end, and what it rests on, with what was written before. */
export function DecisionFields({ kind, draft, most, error }: DecisionFieldsProps) {
  return <GroundsFields grounds={draft} onChange={draft.set} most={most} hint={HINT[kind]} isFirst error={error} />;
}
