'use client';

import type { Grounds } from '#components/shared/grounds-fields.tsx';
import { firstUntil, type Until } from '#components/shared/until-field.tsx';
import { useDraft } from '#components/shared/use-draft.ts';

const EMPTY = { reason: '', evidence: '', until: '' };
const NEVER = 'never';

/** What is written about a decision: it stays, in this tab, until it was taken. `of` says about what it is. */
export function useDecisionDraft(of: string, most: number | null) {
  const { values, set, forget } = useDraft(`decision ${of}`, EMPTY);
  const until: Until = values.until === '' ? firstUntil(most) : values.until === NEVER ? null : values.until;
  return {
    reason: values.reason,
    evidence: values.evidence,
    until,
    set: ({ until: next, ...texts }: Partial<Grounds>) =>
      set({ ...texts, ...(next === undefined ? {} : { until: next ?? NEVER }) }),
    forget,
  };
}

export type DecisionDraft = ReturnType<typeof useDecisionDraft>;
