'use client';

import type { ReactNode } from 'react';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import type { SinkEventKind } from '#lib/domain/sink/sink.ts';
import { EVENT_GROUPS, EVENT_WORDS } from './event-words.ts';

export interface EventChoiceProps<Kind extends SinkEventKind> {
  /** Names the group for screen readers, and above it. */
  label: string;
  choices: readonly Kind[];
  chosen: readonly Kind[];
  onChange: (chosen: Kind[]) => void;
  /** Points, as typed. */
  scoreDrop: string;
  onScoreDrop: (points: string) => void;
  error?: string | null;
  scoreDropError?: string | null;
}

/** Which events somebody is told of, and from how many lost points on. */
export function EventChoice<Kind extends SinkEventKind>(props: EventChoiceProps<Kind>) {
  const { label, choices, chosen, onChange, error = null } = props;
  const set = (kind: Kind, on: boolean): void =>
    onChange(choices.filter((each) => (each === kind ? on : chosen.includes(each))));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2.5">
      <legend className="mb-2 font-medium text-13">{label}</legend>
      {EVENT_GROUPS.map(({ title, events }) => {
        const offered = choices.filter((kind) => events.some((event) => event === kind));
        if (offered.length === 0) return null;
        return (
          <Group key={title} title={title}>
            {offered.map((kind) => (
              <div key={kind} className="flex flex-col gap-2">
                <LabelledCheckbox
                  label={EVENT_WORDS[kind].label}
                  hint={EVENT_WORDS[kind].hint}
                  checked={chosen.includes(kind)}
                  onCheckedChange={(on) => set(kind, on === true)}
                />
                {kind === 'score_dropped' && chosen.includes(kind) ? <Points {...props} /> : null}
              </div>
            ))}
          </Group>
        );
      })}
      <p role="alert" className="text-12 text-failed empty:hidden">
        {error}
      </p>
    </fieldset>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="mt-1 flex min-w-0 flex-col gap-2.5">
      <legend className="mb-2 text-12 text-ink-muted">{title}</legend>
      {children}
    </fieldset>
  );
}

function Points({
  scoreDrop,
  onScoreDrop,
  scoreDropError = null,
}: Omit<EventChoiceProps<never>, 'chosen' | 'choices'>) {
  return (
    <Field label="Points lost at once" required error={scoreDropError} className="ml-6 max-w-40">
      {(control) => (
        <Input
          type="number"
          min={1}
          max={100}
          value={scoreDrop}
          onChange={(event) => onScoreDrop(event.target.value)}
          {...control}
        />
      )}
    </Field>
  );
}
