'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { repositoryTabHref } from '#components/queries/addresses.ts';
import { policyHref } from '#components/queries/policy.ts';
import { repositorySummaryQuery } from '#components/queries/repositories.ts';
import { RepositoryTags } from '#components/shared/repository-tags.tsx';
import { scoreSentence } from '#components/shared/score-words.ts';
import { SectionFrame } from '#components/shared/section-frame.tsx';
import type { SectionLink } from '#components/shared/section-nav.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { PageHeadProps } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { Total } from '#lib/contracts/common.ts';
import type { RepositorySummary } from '#lib/contracts/repository.ts';
import type { RepositoryTab } from '#lib/contracts/reserved-names.ts';
import { formatTotal } from '#lib/format.ts';
import { TABS } from './tabs.ts';

function headOf({ repository, score }: RepositorySummary): PageHeadProps {
  return {
    above: <TextLink href="/repositories">Repositories</TextLink>,
    title: (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 break-all">{repository.name}</span>
        <RepositoryTags row={repository} />
      </span>
    ),
    answer: scoreSentence(score, repository.open),
    actions: <LinkButton href={policyHref(repository.name)}>Policy</LinkButton>,
  };
}

/** None of what nobody measured or delivered is not zero, but not known. */
function isKnown(of: keyof RepositorySummary['counts'], { counts, score }: RepositorySummary): boolean {
  if (counts[of].value > 0) return true;
  return of === 'findings' || of === 'actions' ? score.score !== null : of !== 'pipelines' && of !== 'rights';
}

const countText = ({ value, relation }: Total): string => formatTotal(value, relation === 'at_least');

function sectionsOf(view: RepositorySummary, open: RepositoryTab | null): SectionLink[] {
  return TABS.map(({ tab, label, count }) => ({
    href: repositoryTabHref(view.repository.name, tab),
    label,
    count: count === undefined || !isKnown(count, view) ? null : countText(view.counts[count]),
    current: tab === open,
  }));
}

export interface RepositoryFrameProps {
  name: string;
  tab: RepositoryTab | null;
  children: (view: RepositorySummary) => ReactNode;
}

/** The head of a repository's page, and its tabs: each has an address of its own, and says how much is behind it. */
export function RepositoryFrame({ name, tab, children }: RepositoryFrameProps) {
  return (
    <SectionFrame
      query={useQuery(repositorySummaryQuery(useScope(), name))}
      loading={{
        title: 'The repository could not be loaded',
        children: <TableSkeleton rows={8} label="Loading the repository" />,
      }}
      head={headOf}
      label="Repository"
      sections={(view) => sectionsOf(view, tab)}
    >
      {children}
    </SectionFrame>
  );
}
