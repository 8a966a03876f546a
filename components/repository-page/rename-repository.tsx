'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { repositoryTabHref } from '#components/queries/addresses.ts';
import { changeRepository } from '#components/queries/manage-repository.ts';
import { errorAt } from '#components/queries/send.ts';
import { useDraft } from '#components/shared/use-draft.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';

/** Gives the repository another name or owner. */
export function RenameRepository({ name }: { name: string }) {
  const client = useQueryClient();
  const router = useNavigate();
  const { toast } = useToast();
  const draft = useDraft(`name of ${name}`, { name });
  const rename = useMutation({
    mutationFn: (wanted: string) => changeRepository(name, { name: wanted }),
    onSuccess: async ({ repository }) => {
      draft.forget();
      toast({ title: `It is ${repository.name} now`, description: `Reports and links of ${name} lead here.` });
      router.replace(repositoryTabHref(repository.name, 'settings'));
      await client.invalidateQueries({ queryKey: ['repositories', 'list'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    rename.mutate(draft.values.name.trim());
  };
  const error = errorAt(rename.error, 'name') ?? rename.error?.message ?? null;
  return (
    <form ref={draft.adopt} onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <Field
        label="Name"
        hint="History, numbers and tokens stay. The old name leads here."
        error={error}
        required
        className="min-w-0 flex-1 basis-60"
      >
        {(control) => (
          <Input
            name="name"
            value={draft.values.name}
            onChange={(event) => draft.set({ name: event.target.value })}
            spellCheck={false}
            autoComplete="off"
            {...control}
          />
        )}
      </Field>
      <Button type="submit" busy={rename.isPending} className="sm:mt-[26px]">
        Rename or transfer
      </Button>
    </form>
  );
}
