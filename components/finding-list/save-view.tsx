'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createSavedView, savedViewsQuery } from '#components/queries/saved-views.ts';
import { errorAt } from '#components/queries/send.ts';
import { Button } from '#components/ui/button.tsx';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { SavedViewView, ViewListView } from '#lib/contracts/saved-view.ts';

export interface SaveViewProps {
  /** Parameters of the list as it is shown. */
  search: string;
  may: ViewListView['may'];
  onSaved: (view: SavedViewView) => void;
}

/** Keeps the list as it is shown under a name. */
export function SaveView({ search, may, onSaved }: SaveViewProps) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(!may.keep);
  const client = useQueryClient();
  const { toast } = useToast();
  const save = useMutation({
    mutationFn: () => createSavedView({ screen: 'findings', name: name.trim(), search, shared }),
    onSuccess: async (view) => {
      await client.invalidateQueries({ queryKey: savedViewsQuery('findings').queryKey });
      toast({ title: 'View saved', description: view.name });
      onSaved(view);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  const atName = errorAt(save.error, 'name');
  const problem = atName ?? errorAt(save.error, 'search') ?? save.error?.message ?? null;
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-3">
      <Field label="Save the list as it is shown, under the name" required error={problem}>
        {(control) => (
          <span className="flex gap-2">
            <Input
              {...control}
              autoFocus
              maxLength={60}
              value={name}
              placeholder="KEV, this week"
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" variant="primary" busy={save.isPending} disabled={name.trim() === ''}>
              Save
            </Button>
          </span>
        )}
      </Field>
      {may.share && may.keep ? (
        <LabelledCheckbox
          label="For everybody in the organization"
          hint="Without it, it is yours alone."
          checked={shared}
          onCheckedChange={(on) => setShared(on === true)}
        />
      ) : null}
    </form>
  );
}
