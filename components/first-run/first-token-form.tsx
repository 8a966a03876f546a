'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createToken } from '#components/queries/tokens.ts';
import { RECIPES } from '#components/shared/ci/recipes.ts';
import { nameProblem } from '#components/shared/repository-name.ts';
import type { UseDraft } from '#components/shared/use-draft.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import type { CreatedToken } from '#lib/contracts/token.ts';

export interface FirstToken {
  created: CreatedToken;
  repo: string;
  scanner: string;
}

const SCANNERS = RECIPES.map(({ id, name }) => ({ value: id, label: name }));

/** What is typed and chosen here; the commands beside the form are about the same. */
export type FirstTokenDraft = UseDraft<{ repo: string; scanner: string }>;

export interface FirstTokenFormProps {
  draft: FirstTokenDraft;
  onMade: (made: FirstToken) => void;
}

/** Asks for no more than the command needs: which repository, which scanner. */
export function FirstTokenForm({ draft, onMade }: FirstTokenFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const create = useMutation({
    mutationFn: ({ repo }: { repo: string; scanner: string }) =>
      createToken({ kind: 'upload', name: `First token for ${repo}`.slice(0, 100), repositories: [repo] }),
    onSuccess: (created, { repo, scanner }) => {
      draft.forget();
      onMade({ created, repo, scanner });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const repo = draft.values.repo.trim();
    const wrong = nameProblem(repo);
    setProblem(wrong);
    if (wrong === null) create.mutate({ repo, scanner: draft.values.scanner });
  };
  return (
    <form ref={draft.adopt} onSubmit={submit} noValidate className="grid items-start gap-3 sm:grid-cols-2">
      <Field label="Repository" error={problem ?? create.error?.message ?? null} required>
        {(control) => (
          <Input
            name="repo"
            value={draft.values.repo}
            onChange={(event) => draft.set({ repo: event.target.value })}
            placeholder="acme/web"
            autoComplete="off"
            spellCheck={false}
            {...control}
          />
        )}
      </Field>
      <Field label="Scanner" required>
        {(control) => (
          <Select
            name="scanner"
            value={draft.values.scanner}
            onChange={(event) => draft.set({ scanner: event.target.value })}
            options={SCANNERS}
            {...control}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={create.isPending} className="justify-self-start sm:col-span-2">
        Create token and show the command
      </Button>
    </form>
  );
}
