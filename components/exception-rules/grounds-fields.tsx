'use client';

import { errorAt } from '#components/queries/send.ts';
import { type Until, UntilField } from '#components/shared/until-field.tsx';
import { Field, Input, TextArea } from '#components/ui/field.tsx';

/** Why, what it rests on, and until when; undefined: what is offered first. */
export interface Grounds {
  reason: string;
  evidence: string;
  until: Until | undefined;
}

interface Props {
  grounds: Grounds;
  onChange: (grounds: Grounds) => void;
  until: Until;
  most: number | null;
  /** Of the request that was refused. */
  error: unknown;
}

export function GroundsFields({ grounds, onChange, until, most, error }: Props) {
  return (
    <>
      <Field
        label="Reason"
        required
        hint="Why this may stay: for people who read it in a year."
        error={errorAt(error, 'reason')}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            minLength={3}
            maxLength={2000}
            value={grounds.reason}
            onChange={(event) => onChange({ ...grounds, reason: event.target.value })}
          />
        )}
      </Field>
      <UntilField
        value={until}
        onChange={(next) => onChange({ ...grounds, until: next })}
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
            onChange={(event) => onChange({ ...grounds, evidence: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
