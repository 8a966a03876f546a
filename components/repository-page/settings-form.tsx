'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeRepository } from '#components/queries/manage-repository.ts';
import { errorAt } from '#components/queries/send.ts';
import { useDraft } from '#components/shared/use-draft.ts';
import { Button } from '#components/ui/button.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { RepositoryChange, RepositorySummary } from '#lib/contracts/repository.ts';
import { useShowSaved } from './use-show-saved.ts';

const CRITICALITY = [
  { value: 'critical', label: 'Critical' },
  { value: 'high', label: 'High' },
  { value: 'normal', label: 'Normal' },
  { value: 'low', label: 'Low' },
] as const;

const EXPOSURE = [
  { value: 'public', label: 'Public: the internet reaches it' },
  { value: 'internal', label: 'Internal' },
  { value: 'nonprod', label: 'Not in production' },
] as const;

type Settings = {
  default_branch: string;
  tracked_refs: string;
  criticality: string;
  exposure: string;
  hold_suspicious: boolean;
  archived: boolean;
  badge: boolean;
};

const LABEL: Record<keyof Settings, string> = {
  default_branch: 'Default branch',
  tracked_refs: 'Also tracked',
  criticality: 'Importance',
  exposure: 'Exposure',
  hold_suspicious: 'Hold suspicious reports',
  archived: 'Archived',
  badge: 'Badge',
};
const NAMES = Object.keys(LABEL) as (keyof Settings)[];

function savedOf(view: RepositorySummary): Settings {
  const { repository, default_branch, tracked_refs, hold_suspicious } = view;
  const { criticality, exposure, archived } = repository;
  const badge = view.badge !== null;
  return {
    default_branch,
    tracked_refs: tracked_refs.join(', '),
    criticality,
    exposure,
    hold_suspicious,
    archived,
    badge,
  };
}

/** Only what was changed here, so that what others changed meanwhile stays. */
function changeOf(saved: Settings, values: Settings): RepositoryChange {
  const refs = values.tracked_refs.split(/[\s,]+/).filter((ref) => ref !== '');
  const whole: Required<Pick<RepositoryChange, keyof Settings>> = {
    default_branch: values.default_branch.trim(),
    tracked_refs: [...new Set(refs)],
    criticality: CRITICALITY.find(({ value }) => value === values.criticality)?.value ?? 'normal',
    exposure: EXPOSURE.find(({ value }) => value === values.exposure)?.value ?? 'internal',
    hold_suspicious: values.hold_suspicious,
    archived: values.archived,
    badge: values.badge,
  };
  const changed = NAMES.filter((name) => values[name] !== saved[name]);
  return Object.fromEntries(changed.map((name) => [name, whole[name]]));
}

/** Settings that somebody else saved since this page showed them, where something else stands here. */
function useChangedElsewhere(saved: Settings, values: Settings, isChanged: boolean): string[] {
  const [seen, setSeen] = useState(saved);
  if (!isChanged && seen !== saved && NAMES.some((name) => seen[name] !== saved[name])) setSeen(saved);
  return NAMES.filter((name) => seen[name] !== saved[name] && values[name] !== saved[name]).map((name) => LABEL[name]);
}

interface ControlsProps {
  values: Settings;
  set: (change: Partial<Settings>) => void;
  error: Error | null;
  /** A system has none: one name stands for how it is. */
  hasBranches: boolean;
}

function Branches({ values, set, error }: Omit<ControlsProps, 'hasBranches'>) {
  return (
    <>
      <Field
        label={LABEL.default_branch}
        hint="Its reports decide the posture."
        error={errorAt(error, 'default_branch')}
        required
      >
        {(control) => (
          <Input
            name="default_branch"
            value={values.default_branch}
            onChange={(event) => set({ default_branch: event.target.value })}
            spellCheck={false}
            {...control}
          />
        )}
      </Field>
      <Field
        label={LABEL.tracked_refs}
        hint="More branches or tags, with commas."
        error={errorAt(error, 'tracked_refs')}
      >
        {(control) => (
          <Input
            name="tracked_refs"
            value={values.tracked_refs}
            onChange={(event) => set({ tracked_refs: event.target.value })}
            spellCheck={false}
            {...control}
          />
        )}
      </Field>
    </>
  );
}

function Controls(props: ControlsProps) {
  const { values, set } = props;
  return (
    <>
      {props.hasBranches ? <Branches {...props} /> : null}
      <Field label={LABEL.criticality} required>
        {(control) => (
          <Select
            name="criticality"
            value={values.criticality}
            onChange={(event) => set({ criticality: event.target.value })}
            options={CRITICALITY}
            {...control}
          />
        )}
      </Field>
      <Field label={LABEL.exposure} required>
        {(control) => (
          <Select
            name="exposure"
            value={values.exposure}
            onChange={(event) => set({ exposure: event.target.value })}
            options={EXPOSURE}
            {...control}
          />
        )}
      </Field>
      <LabelledCheckbox
        checked={values.hold_suspicious}
        onCheckedChange={(checked) => set({ hold_suspicious: checked === true })}
        label={LABEL.hold_suspicious}
        hint="A report that would close nearly everything waits for a person or a later run that says the same."
      />
      <LabelledCheckbox
        checked={values.archived}
        onCheckedChange={(checked) => set({ archived: checked === true })}
        label={LABEL.archived}
        hint="Kept, but no longer part of the organization's score."
      />
      <LabelledCheckbox
        checked={values.badge}
        onCheckedChange={(checked) => set({ badge: checked === true })}
        label={LABEL.badge}
        hint="Grade and score as a picture for a README. Whoever has its address sees it, without signing in."
      />
    </>
  );
}

/** The repository's settings. What is typed stays, whatever arrives meanwhile, until it is saved or given up. */
export function SettingsForm({ view }: { view: RepositorySummary }) {
  const showSaved = useShowSaved(view.repository.name);
  const { toast } = useToast();
  const { name, kind } = view.repository;
  const saved = savedOf(view);
  const { values, isChanged, set, adopt, forget } = useDraft<Settings>(`settings of ${name}`, saved);
  const elsewhere = useChangedElsewhere(saved, values, isChanged);
  const save = useMutation({
    mutationFn: (change: RepositoryChange) => changeRepository(name, change),
    onSuccess: (now) => {
      const shown = showSaved(now);
      forget();
      toast({ title: 'Settings saved', description: 'The score follows in a moment.' });
      return shown;
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(changeOf(saved, values));
  };
  return (
    <form ref={adopt} onSubmit={submit} className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      <Controls values={values} set={set} error={save.error} hasBranches={kind === 'code'} />
      <p role="status" className="text-13 text-soft empty:hidden sm:col-span-2">
        {elsewhere.length === 0
          ? null
          : `Somebody else has changed this meanwhile: ${elsewhere.join(', ')}. What stands here replaces it when you save.`}
      </p>
      <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!isChanged}>
          Save settings
        </Button>
        {isChanged ? (
          <Button type="button" variant="ghost" onClick={forget}>
            Undo what I typed
          </Button>
        ) : null}
        <p role="alert" className="text-13 text-failed">
          {save.error?.message}
        </p>
      </div>
    </form>
  );
}
