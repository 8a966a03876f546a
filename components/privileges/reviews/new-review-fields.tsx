'use client';

import { findReviewers } from '#components/queries/access-reviews.ts';
import { errorAt } from '#components/queries/send.ts';
import { type Choice, Picker } from '#components/shared/picker.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { PRINCIPAL_KINDS } from '#lib/domain/privilege/kinds.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { useSystems } from '../systems.tsx';
import { kindsWord } from '../words.ts';
import type { NewReview } from './new-review.ts';

interface FieldsProps {
  form: NewReview;
  set: (change: Partial<NewReview>) => void;
  error: unknown;
}

const KINDS = [
  { value: '', label: 'Every kind' },
  ...PRINCIPAL_KINDS.map((value) => ({ value, label: kindsWord(value) })),
];
const LEVELS = [
  { value: '0', label: 'Any level' },
  ...[1, 2, 3, 4, 5].map((level) => ({
    value: String(level),
    label: level === 5 ? levelWord(level) : `${levelWord(level)} or higher`,
  })),
];

function Systems({ form, set }: FieldsProps) {
  const names = [...new Set(useSystems().map(({ system }) => system))].sort();
  if (names.length === 0) return null;
  const toggle = (name: string, on: boolean) =>
    set({ systems: on ? [...form.systems, name] : form.systems.filter((one) => one !== name) });
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-13">
        Systems <span className="font-normal text-faint">(none chosen: all)</span>
      </legend>
      <div className="relative grid max-h-48 gap-2 overflow-y-auto sm:grid-cols-2">
        {names.map((name) => (
          <LabelledCheckbox
            key={name}
            label={<span className="[overflow-wrap:anywhere]">{name}</span>}
            checked={form.systems.includes(name)}
            onCheckedChange={(checked) => toggle(name, checked === true)}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Which rights. */
export function ScopeFields(props: FieldsProps) {
  const { form, set, error } = props;
  return (
    <section className="flex flex-col gap-4">
      <h2 className="font-semibold text-16">Which rights</h2>
      <Systems {...props} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Kind of principal" required>
          {(control) => (
            <Select
              {...control}
              options={KINDS}
              value={form.kind}
              onChange={({ target }) => set({ kind: target.value })}
            />
          )}
        </Field>
        <Field label="Level" required>
          {(control) => (
            <Select
              {...control}
              options={LEVELS}
              value={form.level}
              onChange={({ target }) => set({ level: target.value })}
            />
          )}
        </Field>
        <Field label="Part of the name of what it is on" error={errorAt(error, 'scope.resource')}>
          {(control) => (
            <Input
              {...control}
              value={form.resource}
              maxLength={200}
              onChange={({ target }) => set({ resource: target.value })}
            />
          )}
        </Field>
        <Field label="Not used for so many days" error={errorAt(error, 'scope.unused_days')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={3650}
              value={form.unused}
              onChange={({ target }) => set({ unused: target.value })}
            />
          )}
        </Field>
      </div>
      <LabelledCheckbox
        label="Only what is on production"
        hint="By the patterns of Environments."
        checked={form.production}
        onCheckedChange={(checked) => set({ production: checked === true })}
      />
    </section>
  );
}

function Chosen({
  people,
  name,
  onRemove,
}: {
  people: readonly Choice[];
  name: string;
  onRemove: (id: string) => void;
}) {
  if (people.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-2">
      {people.map(({ id, label }) => (
        <FilterChip key={id} name={name} value={label} onRemove={() => onRemove(id)} />
      ))}
    </span>
  );
}

const RULES = [
  { value: 'named', label: 'People whom you name, by turns' },
  { value: 'owners', label: 'The team that owns what the right is on' },
];

/** Who is asked, until when, and who decides what is left then. */
export function PeopleFields({ form, set, error }: FieldsProps) {
  const isNamed = form.rule === 'named';
  return (
    <section className="flex flex-col gap-4">
      <h2 className="font-semibold text-16">Who is asked</h2>
      <Field label="Reviewers" required hint="Nobody is asked about what is their own.">
        {(control) => (
          <Select
            {...control}
            options={RULES}
            value={form.rule}
            onChange={({ target }) => set({ rule: target.value === 'owners' ? 'owners' : 'named' })}
          />
        )}
      </Field>
      <div className="flex flex-col gap-2">
        <Picker
          key={form.people.length}
          label={isNamed ? 'Add a reviewer' : 'Who is asked where no team may'}
          of={['reviewers']}
          find={findReviewers}
          busy={false}
          onPick={(choice) =>
            form.people.some(({ id }) => id === choice.id) ? undefined : set({ people: [...form.people, choice] })
          }
        />
        <Chosen
          people={form.people}
          name={isNamed ? 'Reviewer' : 'Otherwise'}
          onRemove={(id) => set({ people: form.people.filter((one) => one.id !== id) })}
        />
        {errorAt(error, 'reviewers') === null ? null : (
          <p className="text-12 text-failed">{errorAt(error, 'reviewers')}</p>
        )}
      </div>
      <Field
        label="Last day"
        required
        error={errorAt(error, 'due_at')}
        hint="They are reminded seven days and one day before."
      >
        {(control) => (
          <Input
            {...control}
            type="date"
            className="w-44"
            value={form.due}
            onChange={({ target }) => set({ due: target.value })}
          />
        )}
      </Field>
      <div className="flex flex-col gap-2">
        {form.escalate === null ? (
          <Picker
            label="Who decides what is left then"
            of={['reviewers']}
            find={findReviewers}
            busy={false}
            verb="Choose"
            onPick={(escalate) => set({ escalate })}
          />
        ) : (
          <Chosen people={[form.escalate]} name="What is late goes to" onRemove={() => set({ escalate: null })} />
        )}
        {errorAt(error, 'escalate_to') === null ? null : (
          <p className="text-12 text-failed">{errorAt(error, 'escalate_to')}</p>
        )}
      </div>
    </section>
  );
}
