'use client';

import { Field, Input, Select } from '#components/ui/field.tsx';
import { addDays, dayOf } from '#lib/domain/time.ts';
import { formatCount } from '#lib/format.ts';

/** A day (`2026-11-16`), or no end. */
export type Until = string | null;

const SPANS = [30, 90, 180, 365];
const OWN = 'own';
const NEVER = 'never';

/** The end of a day, for the API: at midnight UTC after it. */
export const instantOfUntil = (until: Until): string | null =>
  until === null ? null : addDays(new Date(`${until}T00:00:00Z`), 1).toISOString();

/** The last day that an end within so many days can have. */
const lastDay = (days: number): string => dayOf(addDays(new Date(), days - 1));

/** What is offered first: a quarter, or as long as is allowed; no end where that is usual. */
export const firstUntil = (most: number | null): Until => (most === null ? null : lastDay(Math.min(90, most)));

export interface UntilFieldProps {
  value: Until;
  onChange: (until: Until) => void;
  /** Most days that are allowed; null: it may have no end. */
  most: number | null;
  /** What happens at its end. */
  then?: string;
  error: string | null;
}

/** Until when an exception holds: one of a few spans, a day, or for good where that is allowed. */
export function UntilField({ value, onChange, most, then, error }: UntilFieldProps) {
  const spans = SPANS.filter((days) => most === null || days <= most);
  const span = spans.find((days) => lastDay(days) === value);
  const chosen = value === null ? NEVER : span === undefined ? OWN : String(span);
  const options = [
    ...(most === null ? [{ value: NEVER, label: 'No end' }] : []),
    ...spans.map((days) => ({ value: String(days), label: `${formatCount(days, 'day')}` })),
    { value: OWN, label: 'A day…' },
  ];
  return (
    <Field
      label="Until"
      required
      error={error}
      hint={
        most === null ? undefined : `At most ${formatCount(most, 'day')}. ${then ?? 'Then the finding is open again.'}`
      }
    >
      {(control) => (
        <span className="flex flex-wrap gap-2">
          <Select
            {...control}
            className="w-40"
            value={chosen}
            options={options}
            onChange={({ target: { value: next } }) => {
              if (next === NEVER) onChange(null);
              else
                onChange(next === OWN ? dayOf(addDays(new Date(), Math.min(7, most ?? 7) - 1)) : lastDay(Number(next)));
            }}
          />
          {chosen === OWN ? (
            <Input
              type="date"
              aria-label="Last day"
              className="w-40"
              value={value ?? ''}
              min={dayOf(new Date())}
              {...(most === null ? {} : { max: lastDay(most) })}
              onChange={(event) => onChange(event.target.value)}
            />
          ) : null}
        </span>
      )}
    </Field>
  );
}
