'use client';

import { useQuery } from '@tanstack/react-query';
import { findingsHref } from '#components/queries/addresses.ts';
import { policyHref } from '#components/queries/policy.ts';
import { repositoryQuery } from '#components/queries/repositories.ts';
import { DoNext } from '#components/shared/do-next.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { OpenCounts } from '#components/shared/open-counts.tsx';
import { RepositoryTags } from '#components/shared/repository-tags.tsx';
import { ScoreCard } from '#components/shared/score-card.tsx';
import { ScoreWaterfall } from '#components/shared/score-waterfall.tsx';
import { notMeasured, scoreSentence } from '#components/shared/score-words.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RepositoryView } from '#lib/contracts/repository.ts';
import { Badge } from './badge.tsx';
import { CodeHostForm } from './code-host-form.tsx';
import { Coverage } from './coverage.tsx';
import { HeldBanner } from './held-banner.tsx';
import { OwnersAndLabels } from './owners-and-labels.tsx';
import { RecentUploads } from './recent-uploads.tsx';
import { RenameOrDelete } from './rename-or-delete.tsx';
import { RetirementBanner } from './retirement-banner.tsx';
import { SettingsForm } from './settings-form.tsx';
import { Streams } from './streams.tsx';
import { Trend } from './trend.tsx';

function Head({ view }: { view: RepositoryView }) {
  const { repository, score } = view;
  return (
    <PageHead
      above={<TextLink href="/repositories">Repositories</TextLink>}
      title={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 break-all">{repository.name}</span>
          <RepositoryTags row={repository} />
        </span>
      }
      answer={scoreSentence(score, repository.open)}
      actions={
        <>
          <LinkButton href={policyHref(repository.name)}>Policy</LinkButton>
          <LinkButton href={findingsHref({ repo: repository.name })}>Open findings</LinkButton>
        </>
      }
    />
  );
}

function Posture({ view }: { view: RepositoryView }) {
  const { repository, score } = view;
  return (
    <div className="grid gap-10 lg:grid-cols-2">
      <ScoreCard
        className="max-lg:-order-2"
        score={score.score}
        grade={score.grade}
        history={view.history}
        notMeasured={notMeasured(score)}
        withoutAcceptances={score.without_acceptances}
        accepted={score.accepted}
        coverageHref="#coverage"
        repo={repository.name}
      />
      <ScoreWaterfall score={score} open={repository.open} repo={repository.name} />
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

export interface RepositoryScreenProps {
  name: string;
  rights: { release: boolean; retire: boolean; settings: boolean; exempt: boolean };
}

/** One repository: how it is, what to do next, what is measured, who reports. */
export function RepositoryScreen({ name, rights }: RepositoryScreenProps) {
  const query = useQuery(repositoryQuery(useScope(), name));
  const view = query.data;
  if (view === undefined) {
    return (
      <NotLoaded title="The repository could not be loaded" query={query}>
        <TableSkeleton rows={8} label="Loading the repository" />
      </NotLoaded>
    );
  }
  const { repository, score } = view;
  return (
    <>
      <Head view={view} />
      <div className="flex flex-col gap-10">
        <HeldBanner view={view} mayRelease={rights.release} />
        <RetirementBanner view={view} mayRetire={rights.retire} />
        <OpenCounts open={repository.open} repo={repository.name} measured={score.score !== null} />
        <Posture view={view} />
        <Trend days={view.trend} />
        <Coverage
          repo={repository.name}
          cells={repository.coverage}
          score={score}
          streams={view.streams}
          mayExempt={rights.exempt}
        />
        <div className="grid items-start gap-x-10 gap-y-10 lg:grid-cols-2">
          <Streams streams={view.streams} repo={repository.name} mayRetire={rights.retire} />
          <RecentUploads uploads={view.uploads} repo={repository.name} />
        </div>
        <OwnersAndLabels row={repository} mayChange={rights.settings} />
        {rights.settings ? (
          <section aria-labelledby="settings" className="max-w-[760px]">
            <h2 id="settings" className="mb-3 font-semibold text-14">
              Settings
            </h2>
            <SettingsForm key={repository.name} view={view} />
            {view.badge === null ? null : <Badge url={view.badge} page={repository.url} />}
            {repository.kind === 'code' ? <CodeHostForm key={`code of ${repository.name}`} view={view} /> : null}
          </section>
        ) : null}
        {rights.settings ? <RenameOrDelete view={view} /> : null}
      </div>
    </>
  );
}
