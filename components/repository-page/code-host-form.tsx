'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { changeRepository } from '#components/queries/manage-repository.ts';
import { errorAt } from '#components/queries/send.ts';
import { useDraft } from '#components/shared/use-draft.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { RepositorySummary } from '#lib/contracts/repository.ts';
import { CODE_HOSTS, type CodeHost } from '#lib/domain/repository/code-host.ts';
import { useShowSaved } from './use-show-saved.ts';

const KNOWN = '';

const WORD: Record<CodeHost, string> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  bitbucket: 'Bitbucket',
  bitbucket_server: 'Bitbucket Data Center',
  azure: 'Azure DevOps',
  gitea: 'Gitea or Forgejo',
};

const OPTIONS = [
  { value: KNOWN, label: 'As the CI runs say (well-known hosts)' },
  ...CODE_HOSTS.map((value) => ({ value, label: WORD[value] })),
];

const EXAMPLE: Record<CodeHost, string> = {
  github: 'https://github.example.com/acme/web',
  gitlab: 'https://gitlab.example.com/acme/web',
  bitbucket: 'https://bitbucket.org/acme/web',
  bitbucket_server: 'https://bitbucket.example.com/projects/ACME/repos/web',
  azure: 'https://dev.azure.com/acme/project/_git/web',
  gitea: 'https://git.example.com/acme/web',
};

type Typed = { host: string; url: string };

/** Where people read the repository's code: lines of findings link there. */
export function CodeHostForm({ view }: { view: RepositorySummary }) {
  const client = useQueryClient();
  const showSaved = useShowSaved(view.repository.name);
  const { toast } = useToast();
  const { name } = view.repository;
  const saved: Typed = { host: view.code?.host ?? KNOWN, url: view.code?.url ?? '' };
  const { values, isChanged, set, adopt, forget } = useDraft<Typed>(`code host of ${name}`, saved);
  const host = CODE_HOSTS.find((one) => one === values.host) ?? null;
  const save = useMutation({
    mutationFn: () => changeRepository(name, { code: host === null ? null : { host, url: values.url.trim() } }),
    onSuccess: async (now) => {
      const shown = showSaved(now);
      forget();
      toast({ title: 'Code host saved' });
      await shown;
      await client.invalidateQueries({ queryKey: ['findings', 'one'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  const error = errorAt(save.error, 'code');
  return (
    <form ref={adopt} onSubmit={submit} className="mt-6 grid gap-x-6 gap-y-4 sm:grid-cols-2">
      <Field label="Code host" hint="Lines of findings link there.">
        {(control) => (
          <Select
            name="host"
            value={values.host}
            onChange={(event) => set({ host: event.target.value })}
            options={OPTIONS}
            {...control}
          />
        )}
      </Field>
      {host === null ? null : (
        <Field label="Address of the repository there" error={error} required>
          {(control) => (
            <Input
              type="url"
              name="url"
              value={values.url}
              onChange={(event) => set({ url: event.target.value })}
              placeholder={EXAMPLE[host]}
              spellCheck={false}
              {...control}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
        <Button type="submit" busy={save.isPending} disabled={!isChanged}>
          Save code host
        </Button>
        {isChanged ? (
          <Button type="button" variant="ghost" onClick={forget}>
            Undo what I typed
          </Button>
        ) : null}
        <p role="alert" className="text-13 text-failed">
          {error === null ? save.error?.message : null}
        </p>
      </div>
    </form>
  );
}
