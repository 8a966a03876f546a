'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { repositoryHref } from '#components/queries/addresses.ts';
import { pipelineFileQuery } from '#components/queries/pipelines.ts';
import { SectionFrame } from '#components/shared/section-frame.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { PageHeadProps } from '#components/ui/page-head.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PipelineFileView, PipelineSection } from '#lib/contracts/pipeline.ts';
import { pipelineSectionHref, TABS } from './tabs.ts';
import { pipelineSentence } from './words.ts';

function findingsOf({ repo, path }: PipelineFileView): string {
  const search = new URLSearchParams({ category: 'pipeline', path, repo }).toString().replaceAll('%2F', '/');
  return `/findings?${search}`;
}

function headOf(view: PipelineFileView): PageHeadProps {
  return {
    above: (
      <>
        <TextLink href="/pipelines">Pipelines</TextLink> ·{' '}
        <TextLink href={repositoryHref(view.repo)} className="break-all">
          {view.repo}
        </TextLink>
      </>
    ),
    title: view.path,
    answer: (
      <>
        {pipelineSentence(view)} Delivered <RelativeTime at={view.at} ago />.
      </>
    ),
    actions: <LinkButton href={findingsOf(view)}>Findings in this file</LinkButton>,
  };
}

export interface PipelineFrameProps {
  repo: string;
  path: string;
  section: PipelineSection;
  children: (view: PipelineFileView) => ReactNode;
}

/** The head of the page of a file of a pipeline, and its sections. */
export function PipelineFrame({ repo, path, section, children }: PipelineFrameProps) {
  return (
    <SectionFrame
      query={useQuery(pipelineFileQuery(useScope(), repo, path, section))}
      loading={{
        title: 'This pipeline could not be read',
        actions: <LinkButton href="/pipelines">All pipelines</LinkButton>,
        children: <BlockSkeleton height={420} label="Loading the pipeline" />,
      }}
      head={headOf}
      label="Pipeline"
      sections={({ url }) =>
        TABS.map((one) => ({
          ...{ href: pipelineSectionHref(url, one.section), label: one.label },
          current: one.section === section,
        }))
      }
    >
      {children}
    </SectionFrame>
  );
}
