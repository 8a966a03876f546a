'use client';

import dynamic from 'next/dynamic';
import { OfAll } from '#components/pipeline-file/of-all.tsx';
import { Overview } from '#components/pipeline-file/overview.tsx';
import { Part } from '#components/pipeline-file/part.tsx';
import { PipelineFrame } from '#components/pipeline-file/pipeline-frame.tsx';
import { Provenance } from '#components/pipeline-file/provenance.tsx';
import { Runs } from '#components/pipeline-file/runs.tsx';
import { Scanners } from '#components/pipeline-file/scanners.tsx';
import type { PipelineTab } from '#components/pipeline-file/tabs.ts';
import { WithinRepository } from '#components/ui/scope.tsx';
import type { PipelineFileView } from '#lib/contracts/pipeline.ts';
import { repositoryScope } from '#lib/contracts/scope-address.ts';

const PlaceCadence = dynamic(() => import('#components/coverage/place-cadence.tsx').then((part) => part.PlaceCadence));

function Cadence({ view }: { view: PipelineFileView }) {
  const { repo, runs_of: pipeline } = view;
  return (
    <div className="flex flex-col gap-8">
      <Part title="Scanners">
        <OfAll view={view} />
        <Scanners scanners={view.scanners} runs_of={pipeline} />
      </Part>
      <Part title="Cadence">
        <WithinRepository name={repo} scope={repositoryScope(repo)}>
          <PlaceCadence place={{ repo, pipeline }} />
        </WithinRepository>
      </Part>
    </div>
  );
}

function section(tab: PipelineTab | null, view: PipelineFileView) {
  switch (tab) {
    case null:
      return <Overview view={view} />;
    case 'runs':
      return <Runs view={view} />;
    case 'cadence':
      return <Cadence view={view} />;
    case 'provenance':
      return <Provenance view={view} />;
  }
}

/** The page of a file of a pipeline with its open section. */
export function PipelineTabs({ repo, path, tab }: { repo: string; path: string; tab: PipelineTab | null }) {
  return (
    <PipelineFrame repo={repo} path={path} tab={tab}>
      {(view) => section(tab, view)}
    </PipelineFrame>
  );
}
