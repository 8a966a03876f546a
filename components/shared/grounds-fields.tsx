'use client';

import { errorAt } from '#components/queries/send.ts';
import { Field, Input, TextArea } from '#components/ui/field.tsx';
import type { ExceptionPolicyView } from '#lib/contracts/exception.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { instantOfUntil, type Until, UntilField } from './until-field.tsx';

/** Why something stays, what that rests on, and until when. */
export interface Grounds {
  reason: string;
  evidence: string;
  until: Until;
}

/** Fields of the API whose errors stand at a field of the form. */
export const GROUNDS = ['reason', 'evidence_url', 'expires_at'] as const;

/** Days that a decision can hold at most; null: it may have no end. */
export const mostOf = (kind: Decision, policy: ExceptionPolicyView | undefined): number | null =>
  kind === 'accepted' ? (policy?.accepted_days ?? 365) : (policy?.false_positive_days ?? null);

/** What the API is asked for. */
export function askedOf({ reason, evidence, until }: Grounds) {
  return {
    reason: reason.trim(),
    evidence_url: evidence.trim() === '' ? null : evidence.trim(),
    expires_at: instantOfUntil(until),
  };
}

export interface GroundsFieldsProps {
  grounds: Grounds;
  onChange: (part: Partial<Grounds>) => void;
  most: number | null;
  /** Of the reason. */
  hint: string;
  /** The reason is where the keyboard is first. */
  isFirst?: boolean;
  /** Of the request that was refused. */
  error: unknown;
}

export function GroundsFields({ grounds, onChange, most, hint, isFirst = false, error }: GroundsFieldsProps) {
  return (
    <>
      <Field label="Reason" required hint={hint} error={errorAt(error, 'reason')}>
        {(control) => (
          <TextArea
            {...control}
            autoFocus={isFirst}
            rows={3}
            minLength={3}
            maxLength={2000}
            value={grounds.reason}
            onChange={(event) => onChange({ reason: event.target.value })}
          />
        )}
      </Field>
      <UntilField
        value={grounds.until}
        onChange={(until) => onChange({ until })}
        most={most}
        error={errorAt(error, 'expires_at')}
      />
      <Field label="Link to what it rests on" error={errorAt(error, 'evidence_url')}>
        {(control) => (
          <Input
            {...control}
            type="url"
            maxLength={2000}
            placeholder="https://"
            value={grounds.evidence}
            onChange={(event) => onChange({ evidence: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
