'use client';

import type { KeyboardEvent } from 'react';
import { errorAt } from '#components/queries/send.ts';
import { instantOfUntil, UntilField } from '#components/shared/until-field.tsx';
import { Field, Input, TextArea } from '#components/ui/field.tsx';
import { isApple } from '#components/ui/is-apple.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import type { ExceptionPolicyView } from '#lib/contracts/exception.ts';
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

export const mostOf = (kind: Decision, policy: ExceptionPolicyView | undefined): number | null =>
  kind === 'accepted' ? (policy?.accepted_days ?? 365) : (policy?.false_positive_days ?? null);

/** What the API is asked for. */
export function askedOf({ reason, evidence, until }: DecisionDraft) {
  return {
    reason: reason.trim(),
    evidence_url: evidence.trim() === '' ? null : evidence.trim(),
    expires_at: instantOfUntil(until),
  };
}

/** Ctrl or ⌘ with Enter sends the form, from any of its fields. */
function sendByKey(event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** Beside the words of the button that sends. */
export function SendKeys() {
  return <Kbd className="ml-1 border-current bg-transparent text-inherit">{isApple() ? '⌘' : 'Ctrl'} ↵</Kbd>;
}

export interface DecisionFieldsProps {
  kind: Decision;
  draft: DecisionDraft;
  most: number | null;
  error: unknown;
}

/** Reason, end, and what it rests on. The reason is where the keyboard is first. */
export function DecisionFields({ kind, draft, most, error }: DecisionFieldsProps) {
  return (
    <>
      <Field label="Reason" required hint={HINT[kind]} error={errorAt(error, 'reason')}>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            rows={4}
            minLength={3}
            maxLength={2000}
            value={draft.reason}
            onKeyDown={sendByKey}
            onChange={(event) => draft.setReason(event.target.value)}
          />
        )}
      </Field>
      <UntilField value={draft.until} onChange={draft.setUntil} most={most} error={errorAt(error, 'expires_at')} />
      <Field label="Link to what it rests on" error={errorAt(error, 'evidence_url')}>
        {(control) => (
          <Input
            {...control}
            type="url"
            maxLength={2000}
            placeholder="https://"
            value={draft.evidence}
            onKeyDown={sendByKey}
            onChange={(event) => draft.setEvidence(event.target.value)}
          />
        )}
      </Field>
    </>
  );
}

/** What stands in no field's own message, or nothing. */
export function formProblem(error: unknown): string | null {
  const named = ['reason', 'evidence_url', 'expires_at'].some((name) => errorAt(error, name) !== null);
  return named || !(error instanceof Error) ? null : error.message;
}
