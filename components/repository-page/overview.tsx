'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { repositoryTabHref } from '#components/queries/addresses.ts';
import { lastWeek } from '#components/queries/ledger.ts';
import { repositoryQuery } from '#components/queries/repositories.ts';
import { DoNext } from '#components/shared/do-next.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { OpenCounts } from '#components/shared/open-counts.tsx';
import { ScoreCard } from '#components/shared/score-card.tsx';
import { ScoreWaterfall } from '#components/shared/score-waterfall.tsx';
import { notMeasured } from '#components/shared/score-words.ts';
import { WhatMoved } from '#components/shared/what-moved.tsx';
import { useNavigate, useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { RepositoryView } from '#lib/contracts/repository.ts';
import type { RepositoryTab } from '#lib/contracts/reserved-names.ts';
import { HeldBanner } from './held-banner.tsx';
import { RetirementBanner } from './retirement-banner.tsx';
import type { RepositoryRights } from './rights.ts';

/** Parts of the page as older addresses name them, in mails too. */
const FORMER_PARTS: Readonly<Record<string, RepositoryTab>> = {
  '#coverage': 'coverage',
  '#streams': 'pipelines',
  '#uploads': 'uploads',
  '#settings': 'settings',
  '#rename-or-delete': 'settings',
  '#owners': 'settings',
};

/** What stands behind # never reaches the server. */
function useFormerParts(name: string): void {
  const { replace } = useNavigate();
  useEffect(() => {
    const tab = FORMER_PARTS[window.location.hash];
    if (tab !== undefined) replace(repositoryTabHref(name, tab));
  }, [name, replace]);
}

interface OverviewProps {
  name: string;
  /** The day that runs in the organization. */
  today: string;
  rights: RepositoryRights;
}

function Posture({ view, today }: { view: RepositoryView } & Pick<OverviewProps, 'today'>) {
  const { repository, score } = view;
  return (
    <div className="grid gap-x-10 gap-y-10 lg:grid-cols-2 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)_minmax(0,5fr)]">
      <ScoreCard
        className="max-lg:-order-2"
        score={score.score}
        grade={score.grade}
        history={view.history}
        notMeasured={notMeasured(score)}
        withoutAcceptances={score.without_acceptances}
        accepted={score.accepted}
        coverageHref={repositoryTabHref(repository.name, 'coverage')}
        repo={repository.name}
      />
      <ScoreWaterfall score={score} open={repository.open} repo={repository.name} />
      <WhatMoved period={lastWeek(today)} repo={repository.name} />
      {/* On a phone what to do comes right after the score. */}
      <div className="min-w-0 max-lg:-order-1 lg:col-span-full">
        <DoNext
          actions={view.actions}
          total={view.actions_total}
          gain={null}
          notMeasured={notMeasured(score)}
          repo={repository.name}
        />
      </div>
    </div>
  );
}

/** How the repository is, what moved it, and what to do next. */
export function Overview({ name, today, rights }: OverviewProps) {
  useFormerParts(name);
  const query = useQuery(repositoryQuery(useScope(), name));
  const view = query.data;
  if (view === undefined) {
    return (
      <NotLoaded title="The overview could not be loaded" query={query}>
        <TableSkeleton rows={8} label="Loading the overview" />
      </NotLoaded>
    );
  }
  return (
    <div className="flex flex-col gap-10">
      <HeldBanner view={view} mayRelease={rights.release} />
      <RetirementBanner view={view} mayRetire={rights.retire} />
      <OpenCounts open={view.repository.open} repo={name} measured={view.score.score !== null} />
      <Posture view={view} today={today} />
    </div>
  );
}
