'use client';

import { useQuery } from '@tanstack/react-query';
import { repositoryHref } from '#components/queries/addresses.ts';
import { todayQuery } from '#components/queries/posture.ts';
import { repositorySummaryQuery } from '#components/queries/repositories.ts';
import { AcceptedLine } from '#components/shared/accepted-line.tsx';
import { LoadError } from '#components/shared/load-error.tsx';
import { ScoreWaterfall } from '#components/shared/score-waterfall.tsx';
import { scoreSentence } from '#components/shared/score-words.ts';
import { usePartName } from '#components/shared/use-chosen-scope.ts';
import { WhatMoved } from '#components/shared/what-moved.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { ScoreNumber } from '#components/ui/score.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { SeverityCounts } from '#lib/contracts/common.ts';
import type { ScoreView } from '#lib/contracts/posture.ts';
import type { LedgerPeriod } from '#lib/domain/ledger/ledger-href.ts';
import { Explanation } from './explanation.tsx';

interface Subject {
  mayProve: boolean;
  score: ScoreView;
  open: SeverityCounts;
  /** Null: the whole organization. */
  repo: string | null;
  week: LedgerPeriod;
}

function Here({ score, open, repo, week }: Omit<Subject, 'mayProve'>) {
  const part = usePartName();
  return (
    <aside aria-label="The score here" className="flex min-w-0 flex-col gap-6 lg:col-start-2 lg:row-start-1">
      <div>
        <p className="mb-1 break-words text-13 text-soft">{repo ?? part ?? 'All repositories'}</p>
        <ScoreNumber score={score.score} grade={score.grade} />
        <AcceptedLine
          score={score.score}
          without={score.without_acceptances}
          accepted={score.accepted}
          repo={repo ?? undefined}
        />
      </div>
      <ScoreWaterfall score={score} open={open} {...(repo === null ? {} : { repo })} />
      <WhatMoved period={week} repo={repo ?? undefined} />
    </aside>
  );
}

function Ready(subject: Subject) {
  const { score, open, repo, mayProve } = subject;
  return (
    <>
      <PageHead
        above={
          <TextLink href={repo === null ? '/' : repositoryHref(repo)} className="break-all">
            {repo ?? 'Today'}
          </TextLink>
        }
        title="What the score means"
        answer={scoreSentence(score, open)}
      />
      {/* Each has its column by name: while the page is still arriving, nothing changes places. */}
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_minmax(0,380px)]">
        <Here {...subject} />
        <div className="min-w-0 lg:col-start-1 lg:row-start-1">
          <Explanation score={score} repo={repo} mayProve={mayProve} />
        </div>
      </div>
    </>
  );
}

const TITLE = 'The score could not be read';

function OfOrganization({ mayProve, week }: Pick<Subject, 'mayProve' | 'week'>) {
  const query = useQuery(todayQuery(useScope()));
  const { data } = query;
  if (data !== undefined)
    return <Ready score={data.score} open={data.open} repo={null} mayProve={mayProve} week={week} />;
  return query.error === null ? <ScoreSkeleton /> : <LoadError title={TITLE} query={query} />;
}

function OfRepository({ repo, week }: { repo: string } & Pick<Subject, 'week'>) {
  const query = useQuery(repositorySummaryQuery(useScope(), repo));
  const { data } = query;
  if (data !== undefined)
    return <Ready score={data.score} open={data.repository.open} repo={repo} mayProve={false} week={week} />;
  return query.error === null ? <ScoreSkeleton /> : <LoadError title={TITLE} query={query} />;
}

export function ScoreSkeleton() {
  return <BlockSkeleton height={420} label="Loading the score" />;
}

/** How the score comes about, in words, with the numbers of the organization or of one repository. */
export function ScoreScreen({ repo, ...rest }: Pick<Subject, 'repo' | 'mayProve' | 'week'>) {
  return repo === null ? <OfOrganization {...rest} /> : <OfRepository repo={repo} week={rest.week} />;
}
