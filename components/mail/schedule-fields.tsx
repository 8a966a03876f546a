'use client';

import { HOUR_OPTIONS, hourWord, WEEKDAY_OPTIONS, weekdayWord } from '#components/shared/mail-words.ts';
import { useHydrated } from '#components/ui/clock.tsx';
import { Field, Select, type SelectOption } from '#components/ui/field.tsx';

/** Null: as the organization has it. */
export interface ChosenSchedule {
  weekday: number | null;
  hour: number | null;
  time_zone: string | null;
}

export interface ScheduleFieldsProps {
  value: ChosenSchedule;
  onChange: (change: Partial<ChosenSchedule>) => void;
  /** What null stands for; absent where nothing can be left to the organization. */
  defaults?: { weekday: number; hour: number; time_zone: string };
  errors: (name: keyof ChosenSchedule) => string | null;
}

/** The zones that this browser knows; servers know others, so only the chosen one is there at first. */
function useZones(chosen: string | null): SelectOption[] {
  const hydrated = useHydrated();
  const known = hydrated ? ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')] : [];
  const all = chosen === null || known.includes(chosen) ? known : [chosen, ...known];
  return all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}

/** Stands for null: a required field may not be empty. */
const DEFAULT = 'default';
const asChosen = (text: string): number | null => (text === DEFAULT ? null : Number(text));

/** Day, hour and time zone of a digest. */
export function ScheduleFields({ value, onChange, defaults, errors }: ScheduleFieldsProps) {
  const zones = useZones(value.time_zone);
  const or = (label: string): SelectOption[] => (defaults ? [{ value: DEFAULT, label: `${label} (default)` }] : []);
  return (
    <div className="flex w-full flex-wrap items-start gap-3">
      <Field label="Day" required error={errors('weekday')} className="w-full sm:w-44">
        {(control) => (
          <Select
            options={[...or(weekdayWord(defaults?.weekday ?? 1)), ...WEEKDAY_OPTIONS]}
            value={String(value.weekday ?? DEFAULT)}
            onChange={({ target }) => onChange({ weekday: asChosen(target.value) })}
            {...control}
          />
        )}
      </Field>
      <Field label="Hour" required error={errors('hour')} className="w-full sm:w-40">
        {(control) => (
          <Select
            options={[...or(hourWord(defaults?.hour ?? 0)), ...HOUR_OPTIONS]}
            value={String(value.hour ?? DEFAULT)}
            onChange={({ target }) => onChange({ hour: asChosen(target.value) })}
            {...control}
          />
        )}
      </Field>
      <Field
        label="Time zone"
        required
        error={errors('time_zone')}
        className="min-w-0 flex-1 basis-52"
        {...(defaults === undefined
          ? { hint: 'Days of charts and of the ledger are those of it too, from the next day on.' }
          : {})}
      >
        {(control) => (
          <Select
            options={[...or(defaults?.time_zone ?? ''), ...zones]}
            value={value.time_zone ?? DEFAULT}
            onChange={({ target }) => onChange({ time_zone: target.value === DEFAULT ? null : target.value })}
            {...control}
          />
        )}
      </Field>
    </div>
  );
}
