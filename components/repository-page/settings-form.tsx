'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { changeRepository } from '#components/queries/manage-repository.ts';
import { repositoryQuery } from '#components/queries/repositories.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { RepositoryChange, RepositoryView } from '#lib/contracts/repository.ts';

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

function changeOf(form: FormData): RepositoryChange {
  const refs = String(form.get('tracked_refs') ?? '').split(/[\s,]+/);
  return {
    default_branch: String(form.get('default_branch') ?? '').trim(),
    tracked_refs: [...new Set(refs.filter((ref) => ref !== ''))],
    criticality: CRITICALITY.find(({ value }) => value === form.get('criticality'))?.value ?? 'normal',
    exposure: EXPOSURE.find(({ value }) => value === form.get('exposure'))?.value ?? 'internal',
    hold_suspicious: form.get('hold_suspicious') !== null,
    archived: form.get('archived') !== null,
  };
}

function Controls({ view, error }: { view: RepositoryView; error: Error | null }) {
  const { criticality, exposure, archived } = view.repository;
  return (
    <>
      <Field
        label="Default branch"
        hint="Its reports decide the posture."
        error={errorAt(error, 'default_branch')}
        required
      >
        {(control) => (
          <Input name="default_branch" defaultValue={view.default_branch} spellCheck={false} {...control} />
        )}
      </Field>
      <Field label="Also tracked" hint="More branches or tags, with commas." error={errorAt(error, 'tracked_refs')}>
        {(control) => (
          <Input name="tracked_refs" defaultValue={view.tracked_refs.join(', ')} spellCheck={false} {...control} />
        )}
      </Field>
      <Field label="Importance" required>
        {(control) => <Select name="criticality" defaultValue={criticality} options={CRITICALITY} {...control} />}
      </Field>
      <Field label="Exposure" required>
        {(control) => <Select name="exposure" defaultValue={exposure} options={EXPOSURE} {...control} />}
      </Field>
      <LabelledCheckbox
        name="hold_suspicious"
        defaultChecked={view.hold_suspicious}
        label="Hold suspicious reports"
        hint="A report that would close nearly everything waits for a person or a later run that says the same."
      />
      <LabelledCheckbox
        name="archived"
        defaultChecked={archived}
        label="Archived"
        hint="Kept, but no longer part of the organization's score."
      />
    </>
  );
}

/** The repository's settings, saved as a whole. */
export function SettingsForm({ view }: { view: RepositoryView }) {
  const client = useQueryClient();
  const { toast } = useToast();
  const { name } = view.repository;
  const save = useMutation({
    mutationFn: (change: RepositoryChange) => changeRepository(name, change),
    onSuccess: async () => {
      toast({ title: 'Settings saved', description: 'The score follows in a moment.' });
      await client.invalidateQueries({ queryKey: repositoryQuery(name).queryKey });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(changeOf(new FormData(event.currentTarget)));
  };
  return (
    <form onSubmit={submit} className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      <Controls view={view} error={save.error} />
      <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save settings
        </Button>
        <p role="alert" className="text-13 text-failed">
          {save.error?.message}
        </p>
      </div>
    </form>
  );
}
