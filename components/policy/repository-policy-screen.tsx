'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { repositoryHref } from '#components/queries/addresses.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { removeRepositoryPolicy, repositoryPolicyQuery, saveRepositoryPolicy } from '#components/queries/policy.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Button } from '#components/ui/button.tsx';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { RepositoryPolicyView } from '#lib/contracts/policy.ts';
import { formatList } from '#lib/format.ts';
import { PolicyForm } from './policy-form.tsx';
import { PolicyHistory } from './policy-history.tsx';

const EMPTY = 'version: 1\nrules: []\n';

/** Own rules of a repository: stricter than the organization's, or laxer where it allows that. */
export function RepositoryPolicyScreen({ repo, mayChange }: { repo: string; mayChange: boolean }) {
  const query = useQuery(repositoryPolicyQuery(repo));
  const policy = query.data;
  if (policy === undefined) {
    return (
      <NotLoaded title="The rules could not be loaded" query={query}>
        <TableSkeleton rows={10} label="Loading the rules" />
      </NotLoaded>
    );
  }
  return <RepositoryPolicy policy={policy} mayChange={mayChange} />;
}

function RepositoryPolicy({ policy, mayChange }: { policy: RepositoryPolicyView; mayChange: boolean }) {
  const { repo, version, refused } = policy;
  const client = useQueryClient();
  const { toast } = useToast();
  const [draft, setDraft] = useState<string | null>(null);
  const done = (title: string) => {
    toast({ title });
    setDraft(null);
    void client.invalidateQueries({ queryKey: ['policy'] });
  };
  const removing = useMutation({
    mutationFn: () => removeRepositoryPolicy(repo, version),
    onSuccess: () => done('Removed. The rules of the organization hold again.'),
  });
  const current = { version, text: policy.text ?? EMPTY };
  return (
    <>
      <PageHead
        above={<TextLink href="/policy">Policy</TextLink>}
        title={`Own rules of ${repo}`}
        answer={answerOf(policy)}
        actions={
          mayChange && policy.text !== null ? (
            <Button busy={removing.isPending} onClick={() => removing.mutate()}>
              Remove own rules
            </Button>
          ) : null
        }
      />
      <div className="flex min-w-0 flex-col gap-4">
        {removing.isError ? <ErrorPanel title="They were not removed" kept={reasonOf(removing.error)} /> : null}
        {refused.length === 0 ? null : (
          <p className="text-13 text-failed">
            Not allowed any more, so that the rules of the organization are judged: {refused.join(', ')}.
          </p>
        )}
        <p className="text-13">
          <TextLink href={repositoryHref(repo)}>To the repository</TextLink>
        </p>
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <PolicyForm
            repo={repo}
            saved={current}
            draft={draft ?? current.text}
            onDraft={setDraft}
            mayChange={mayChange}
            save={(change) => saveRepositoryPolicy(repo, change)}
            onSaved={() => done('Saved. They judge from the next report on.')}
          />
          <PolicyHistory
            versions={policy.versions}
            current={current}
            textOf={async (one) => policy.versions.find((known) => known.version === one)?.text ?? ''}
            onRestore={mayChange ? setDraft : null}
            more={null}
          />
        </div>
      </div>
    </>
  );
}

function answerOf({ text, allowed }: RepositoryPolicyView): string {
  const lax = allowed.length === 0 ? 'It may be stricter only.' : `It may be laxer in ${formatList(allowed, 4)}.`;
  return text === null ? `The rules of the organization hold. ${lax}` : `It has rules of its own. ${lax}`;
}
