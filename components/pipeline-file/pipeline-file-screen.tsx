'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { repositoryHref } from '#components/queries/addresses.ts';
import { pipelineFileQuery } from '#components/queries/pipelines.ts';
import { LoadError } from '#components/shared/load-error.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PipelineFileView } from '#lib/contracts/pipeline.ts';
import { Jobs } from './jobs.tsx';
import { Runs } from './runs.tsx';
import { Drift, Scanners } from './sides.tsx';
import { Stages } from './stages.tsx';
import { pipelineSentence } from './words.ts';

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="mb-2 font-semibold text-16">{title}</h2>
      {children}
    </section>
  );
}

function findingsOf({ repo, path }: PipelineFileView): string {
  const search = new URLSearchParams({ category: 'pipeline', path, repo }).toString().replaceAll('%2F', '/');
  return `/findings?${search}`;
}

function Ready({ view }: { view: PipelineFileView }) {
  return (
    <>
      <PageHead
        above={
          <>
            <TextLink href="/pipelines">Pipelines</TextLink> ·{' '}
            <TextLink href={repositoryHref(view.repo)} className="break-all">
              {view.repo}
            </TextLink>
          </>
        }
        title={view.path}
        answer={
          <>
            {pipelineSentence(view)} Delivered <RelativeTime at={view.at} ago />.
          </>
        }
        actions={<LinkButton href={findingsOf(view)}>Findings in this file</LinkButton>}
      />
      <div className="flex flex-col gap-8">
        {view.read ? null : (
          <p className="flex flex-wrap items-center gap-2 text-13 text-soft">
            <StateBadge state="unmeasured">Could not be read</StateBadge> What it says is not known; what failed before
            still fails.
          </p>
        )}
        <Stages stages={view.path_of_stages} />
        <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <div className="flex min-w-0 flex-col gap-8">
            <Part title="Last runs">
              <Runs runs={view.runs} runs_of={view.runs_of} repo={view.repo} />
            </Part>
            <Part title="Jobs and what they may do">
              {view.events === null || view.events.length === 0 ? null : (
                <p className="mb-2 text-13 text-soft">Started by {view.events.join(', ')}.</p>
              )}
              <Jobs jobs={view.job_list} />
            </Part>
          </div>
          <div className="flex min-w-0 flex-col gap-8">
            <Part title="What it gives beyond before">
              <Drift drift={view.drift} reviewed={view.reviewed} />
            </Part>
            <Part title="Scanners">
              <Scanners scanners={view.scanners} />
            </Part>
          </div>
        </div>
      </div>
    </>
  );
}

/** One file of a pipeline: stages, jobs, changes, runs. */
export function PipelineFileScreen({ repo, path }: { repo: string; path: string }) {
  const query = useQuery(pipelineFileQuery(useScope(), repo, path));
  if (query.data !== undefined) return <Ready view={query.data} />;
  if (query.error === null) return <BlockSkeleton height={420} label="Loading the pipeline" />;
  return (
    <LoadError title="This pipeline could not be read" query={query}>
      <LinkButton href="/pipelines">All pipelines</LinkButton>
    </LoadError>
  );
}
