'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import type { FirstRunRights } from '#components/first-run/first-run.tsx';
import { demoQuery } from '#components/queries/demo.ts';
import { lastWeek, ledgerQuery } from '#components/queries/ledger.ts';
import { todayQuery } from '#components/queries/posture.ts';
import { DoNext } from '#components/shared/do-next.tsx';
import { GainedAdmin } from '#components/shared/gained-admin.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { NothingCounts, NothingInScope, NothingToSee } from '#components/shared/nothing-in-scope.tsx';
import { OpenCounts } from '#components/shared/open-counts.tsx';
import { PrivilegeFigures } from '#components/shared/privilege-figures.tsx';
import { ScoreCard } from '#components/shared/score-card.tsx';
import { ScoreWaterfall } from '#components/shared/score-waterfall.tsx';
import { measuredSentence, notMeasured, scoreSentence } from '#components/shared/score-words.ts';
import { useChosenScope, useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { WaitingReviews } from '#components/shared/waiting-reviews.tsx';
import { WhatMoved } from '#components/shared/what-moved.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useOwnTeams, useScope } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TodayView } from '#lib/contracts/posture.ts';
import type { ScopeView } from '#lib/contracts/scope.ts';
import type { LedgerPeriod } from '#lib/domain/ledger/ledger-href.ts';
import { formatCapital } from '#lib/format.ts';
import { DemoLoading } from './demo-loading.tsx';
import { GoneQuiet } from './gone-quiet.tsx';
import { TodaySkeleton } from './today-skeleton.tsx';

// Only shown before the first report, so its code is loaded on demand.
const FirstRun = dynamic(() => import('#components/first-run/first-run.tsx').then((module) => module.FirstRun));

/** As the ledger beside it says it, to the tenth. */
function useChange(view: TodayView, week: LedgerPeriod): TodayView['change'] {
  const { data: ledger } = useQuery(ledgerQuery(useScope(), week));
  if (ledger === undefined) return view.change;
  return ledger.change === null ? null : { since: ledger.from.day, points: ledger.change };
}

function Ready({ view }: { view: TodayView }) {
  const { score } = view;
  const week = lastWeek(view.day);
  const change = useChange(view, week);
  return (
    <>
      <PageHead
        title={useTitleInScope('Today')}
        answer={`${scoreSentence(score, view.open)} ${formatCapital(measuredSentence(view.repositories, score))}.`}
        actions={<LinkButton href="/integrations">Connect a scanner</LinkButton>}
      />
      <div className="flex flex-col gap-10">
        <WaitingReviews />
        <OpenCounts open={view.open} measured={score.score !== null} />
        <div className="grid gap-x-10 gap-y-10 lg:grid-cols-2 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)_minmax(0,5fr)]">
          <ScoreCard
            className="max-lg:-order-2"
            score={score.score}
            grade={score.grade}
            change={change}
            history={view.history}
            notMeasured={notMeasured(score)}
            withoutAcceptances={score.without_acceptances}
            accepted={score.accepted}
            coverageHref="/repositories?sort=-not_measured"
          />
          <ScoreWaterfall score={score} open={view.open} />
          <WhatMoved period={week} />
          {/* On a phone what to do comes right after the score. */}
          <div className="min-w-0 max-lg:-order-1 lg:col-span-full">
            <DoNext
              actions={view.actions}
              total={view.actions_total}
              sla={view.actions_sla}
              gain={view.actions_gain}
              notMeasured={notMeasured(score)}
            />
          </div>
        </div>
        <PrivilegeFigures
          above={
            <h2 className="mb-2 font-semibold text-14">
              Who can do what{' '}
              <TextLink href="/privileges" className="ml-2 font-normal text-12">
                Privileges
              </TextLink>
            </h2>
          }
        />
        <GainedAdmin />
        <GoneQuiet silent={view.silent} total={view.silent_total} />
      </div>
    </>
  );
}

/** Today of a team, a label or a repository of which there is nothing to say. */
function EmptyScope({ chosen, ready }: { chosen: ScopeView; ready: boolean }) {
  return (
    <>
      <PageHead title={useTitleInScope('Today')} />
      {ready && chosen.repositories > 0 ? <NothingCounts chosen={chosen} /> : <NothingInScope chosen={chosen} />}
    </>
  );
}

export interface TodayScreenProps {
  /** Address under which CI reaches this installation. */
  address: string;
  rights: FirstRunRights;
}

/** How are we, what got worse and why, what to do next. */
export function TodayScreen({ address, rights }: TodayScreenProps) {
  const query = useQuery(todayQuery(useScope()));
  const { data: demo } = useQuery({ ...demoQuery(), enabled: rights.loadDemo });
  const { data } = query;
  const chosen = useChosenScope();
  const isBound = useOwnTeams() !== null;
  if (data === undefined) {
    return (
      <NotLoaded title="Today could not be loaded" query={query}>
        <TodaySkeleton />
      </NotLoaded>
    );
  }
  // Beside real reports the screen stays: they count whatever the demo does.
  if (demo?.state === 'loading' && (data.organization.demo || data.stage !== 'ready'))
    return <DemoLoading demo={demo} />;
  if (chosen !== null && (data.stage !== 'ready' || data.repositories.total === 0)) {
    return <EmptyScope chosen={chosen} ready={data.stage === 'ready'} />;
  }
  if (isBound && data.repositories.total === 0) return <NothingToSee />;
  if (data.stage === 'ready') return <Ready view={data} />;
  return <FirstRun stage={data.stage} address={address} rights={rights} />;
}
