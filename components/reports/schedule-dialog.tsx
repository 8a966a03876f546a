'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { findReviewers } from '#components/queries/access-reviews.ts';
import { reportSchedulesQuery, saveReportSchedule } from '#components/queries/report-schedules.ts';
import { findScopes } from '#components/queries/scopes.ts';
import { errorAt } from '#components/queries/send.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { HOUR_OPTIONS, WEEKDAY_OPTIONS } from '#components/shared/mail-words.ts';
import { type Choice, Picker } from '#components/shared/picker.tsx';
import { KIND_WORDS } from '#components/shared/scope-words.ts';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ReportScheduleView } from '#lib/contracts/report-schedule.ts';
import { LAST_DAY_OF_MONTH, REPORT_PERIODS, type ReportPeriod } from '#lib/domain/report-schedule/schedule.ts';
import { formatDay } from '#lib/format.ts';
import { PERIOD_WORDS } from './words.ts';

interface Draft {
  name: string;
  scope: string | null;
  period: ReportPeriod;
  day: number;
  hour: number;
  people: readonly Choice[];
}

const draftOf = (schedule: ReportScheduleView | null, scope: string | null): Draft => ({
  name: schedule?.name ?? '',
  scope: schedule === null ? scope : schedule.scope,
  period: schedule?.period ?? 'month',
  day: schedule?.day ?? 1,
  hour: schedule?.hour ?? 8,
  people: (schedule?.recipients ?? []).map(({ id, name }) => ({ id: String(id), label: name })),
});

interface FieldsProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  error: unknown;
}

const ALL = 'all';
const PERIODS = REPORT_PERIODS.map((value) => ({ value, label: PERIOD_WORDS[value] }));
const DAYS = Array.from({ length: LAST_DAY_OF_MONTH }, (_, index) => ({
  value: String(index + 1),
  label: `Day ${index + 1}`,
}));

const findAbout = async (text: string, signal: AbortSignal): Promise<Choice[]> =>
  (await findScopes(text, signal)).map(({ scope, name, kind }) => ({ id: scope, label: name, note: KIND_WORDS[kind] }));

function About({ draft, set, error }: FieldsProps) {
  const chosen = useScope();
  const offered = [...new Set([chosen, draft.scope])].filter((one) => one !== null);
  return (
    <>
      <Field label="Name" required error={errorAt(error, 'name')}>
        {(control) => (
          <Input
            {...control}
            value={draft.name}
            maxLength={60}
            onChange={({ target }) => set({ name: target.value })}
          />
        )}
      </Field>
      <Field label="What it is about" required error={errorAt(error, 'scope')}>
        {(control) => (
          <Select
            {...control}
            options={[
              { value: ALL, label: 'All that each of them may see' },
              ...offered.map((value) => ({ value, label: value })),
            ]}
            value={draft.scope ?? ALL}
            onChange={({ target }) => set({ scope: target.value === ALL ? null : target.value })}
          />
        )}
      </Field>
      <Picker
        key={draft.scope}
        label="Only a team, label or repository"
        of={['scopes']}
        find={findAbout}
        busy={false}
        verb="Choose"
        onPick={({ id }) => set({ scope: id })}
      />
    </>
  );
}

function When({ draft, set, error }: FieldsProps) {
  const isWeek = draft.period === 'week';
  const periodOf = (value: string): ReportPeriod => REPORT_PERIODS.find((one) => one === value) ?? 'month';
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label="Of" required>
        {(control) => (
          <Select
            {...control}
            options={PERIODS}
            value={draft.period}
            onChange={({ target }) => set({ period: periodOf(target.value), day: 1 })}
          />
        )}
      </Field>
      <Field label="Comes on" required error={errorAt(error, 'day')}>
        {(control) => (
          <Select
            {...control}
            options={isWeek ? WEEKDAY_OPTIONS : DAYS}
            value={String(draft.day)}
            onChange={({ target }) => set({ day: Number(target.value) })}
          />
        )}
      </Field>
      <Field label="At" required>
        {(control) => (
          <Select
            {...control}
            options={HOUR_OPTIONS}
            value={String(draft.hour)}
            onChange={({ target }) => set({ hour: Number(target.value) })}
          />
        )}
      </Field>
    </div>
  );
}

function Recipients({ draft: { people }, set, error }: FieldsProps) {
  return (
    <div className="flex flex-col gap-2">
      <Picker
        key={people.length}
        label="Add a recipient"
        of={['reviewers']}
        find={findReviewers}
        busy={false}
        onPick={(choice) =>
          people.some(({ id }) => id === choice.id) ? undefined : set({ people: [...people, choice] })
        }
      />
      <span className="flex flex-wrap gap-2 empty:hidden">
        {people.map(({ id, label }) => (
          <FilterChip
            key={id}
            name="Recipient"
            value={label}
            onRemove={() => set({ people: people.filter((one) => one.id !== id) })}
          />
        ))}
      </span>
      <p role="alert" className="text-12 text-failed empty:hidden">
        {errorAt(error, 'recipients')}
      </p>
    </div>
  );
}

export interface ScheduleDialogProps {
  /** The one that is changed; null: a new one. */
  schedule: ReportScheduleView | null;
  timeZone: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Orders a report for some people, or changes such an order. */
export function ScheduleDialog({ schedule, timeZone, open, onOpenChange }: ScheduleDialogProps) {
  const chosen = useScope();
  const [draft, setDraft] = useState(() => draftOf(schedule, chosen));
  const client = useQueryClient();
  const { toast } = useToast();
  const { people, ...rest } = draft;
  const save = useMutation({
    mutationFn: () =>
      saveReportSchedule(schedule?.id ?? null, { ...rest, recipients: people.map(({ id }) => Number(id)) }),
    onSuccess: async ({ next }) => {
      onOpenChange(false);
      toast({ title: `Saved. The next one comes on ${formatDay(next)}.` });
      await client.invalidateQueries({ queryKey: reportSchedulesQuery().queryKey });
    },
  });
  const fields = { draft, set: (change: Partial<Draft>) => setDraft({ ...draft, ...change }), error: save.error };
  return (
    <FormDialog
      open={open}
      onOpenChange={(next) => {
        save.reset();
        if (next) setDraft(draftOf(schedule, chosen));
        onOpenChange(next);
      }}
      title={schedule === null ? 'Schedule a report' : `Change “${schedule.name}”`}
      description={`Each gets a mail with the score of what they may see, and a link to the report, which needs signing in. Days and hours are those of ${timeZone}.`}
      keep="Cancel"
      send={schedule === null ? 'Schedule it' : 'Save'}
      busy={save.isPending}
      ready={draft.name.trim() !== '' && people.length > 0}
      onSend={() => save.mutate()}
      error={save.error}
      fields={['name', 'scope', 'day', 'recipients']}
    >
      <About {...fields} />
      <When {...fields} />
      <Recipients {...fields} />
    </FormDialog>
  );
}
