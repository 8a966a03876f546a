'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { gatesHref } from '#components/queries/gates.ts';
import { fetchPolicyVersion, policyQuery, policyVersionsQuery, savePolicy } from '#components/queries/policy.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { PolicyView } from '#lib/contracts/policy.ts';
import { formatCount } from '#lib/format.ts';
import { PolicyForm } from './policy-form.tsx';
import { PolicyHistory } from './policy-history.tsx';
import { versionSentence } from './words.ts';

/** The organization's policy: its text, what it would have done, and its versions. */
export function PolicyScreen({ mayChange }: { mayChange: boolean }) {
  const query = useQuery(policyQuery());
  const policy = query.data;
  if (policy === undefined) {
    return (
      <NotLoaded title="The policy could not be loaded" query={query}>
        <TableSkeleton rows={10} label="Loading the policy" />
      </NotLoaded>
    );
  }
  return <Policy policy={policy} mayChange={mayChange} />;
}

function Policy({ policy, mayChange }: { policy: PolicyView; mayChange: boolean }) {
  const client = useQueryClient();
  const { toast } = useToast();
  const versions = useInfiniteQuery(policyVersionsQuery());
  const [draft, setDraft] = useState<string | null>(null);
  const saved = () => {
    toast({ title: 'Saved. It judges from the next report on.' });
    setDraft(null);
    void client.invalidateQueries({ queryKey: ['policy'] });
  };
  return (
    <>
      <PageHead
        title="Policy"
        answer={answerOf(policy)}
        actions={<LinkButton href={gatesHref()}>Gate history</LinkButton>}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <PolicyForm
          repo={null}
          saved={policy}
          draft={draft ?? policy.text}
          onDraft={setDraft}
          mayChange={mayChange}
          save={savePolicy}
          onSaved={saved}
        />
        <PolicyHistory
          versions={versions.data?.pages.flatMap(({ items }) => items) ?? []}
          current={policy}
          textOf={async (version) => (await fetchPolicyVersion(version)).text}
          onRestore={mayChange ? setDraft : null}
          more={versions.hasNextPage ? () => void versions.fetchNextPage() : null}
        />
      </div>
    </>
  );
}

function answerOf(policy: PolicyView): string {
  const rules = formatCount(policy.rules.filter(({ mode }) => mode !== 'off').length, 'rule');
  if (policy.builtin) return `The built-in policy judges every report by ${rules}, until you save another one.`;
  return `${versionSentence(policy)}, judges every report by ${rules}.`;
}
