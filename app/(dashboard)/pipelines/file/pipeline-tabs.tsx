'use client';

import dynamic from 'next/dynamic';
import { NoReports } from '#components/pipeline-file/no-reports.tsx';
import { Overview } from '#components/pipeline-file/overview.tsx';
import { Part } from '#components/pipeline-file/part.tsx';
import { PipelineFrame } from '#components/pipeline-file/pipeline-frame.tsx';
import { Provenance } from '#components/pipeline-file/provenance.tsx';
import { Runs } from '#components/pipeline-file/runs.tsx';
import { Scanners } from '#components/pipeline-file/scanners.tsx';
import { WithinRepository } from '#components/ui/scope.tsx';
import type { PipelineFileView, PipelineScanner, PipelineSection } from '#lib/contracts/pipeline.ts';
import { repositoryScope } from '#lib/contracts/scope-address.ts';

const PlaceCadence = dynamic(() => import('#components/coverage/place-cadence.tsx').then((part) => part.PlaceCadence));

function Cadence({ view, scanners }: { view: PipelineFileView; scanners: readonly PipelineScanner[] }) {
  const { repo, runs_of: pipeline } = view;
  if (pipeline === null) return <NoReports {...view} />;
  return (
    <div className="flex flex-col gap-8">
      <Part title="Scanners">
        <Scanners scanners={scanners} runs_of={pipeline} />
      </Part>
      <Part title="Cadence">
        <WithinRepository name={repo} scope={repositoryScope(repo)}>
          <PlaceCadence place={{ repo, pipeline }} />
        </WithinRepository>
      </Part>
    </div>
  );
}

/** Each has what it shows: the view was read for it. */
function partOf(section: PipelineSection, view: PipelineFileView) {
  const { drift, runs, scanners } = view;
  switch (section) {
    case 'stages':
      return drift && <Overview view={view} drift={drift} />;
    case 'runs':
      return runs && <Runs view={view} runs={runs} />;
    case 'cadence':
      return scanners && <Cadence view={view} scanners={scanners} />;
    case 'provenance':
      return runs && <Provenance view={view} runs={runs} />;
  }
}

/** The page of a file of a pipeline with its open section. */
export function PipelineTabs({ repo, path, section }: { repo: string; path: string; section: PipelineSection }) {
  return (
    <PipelineFrame repo={repo} path={path} section={section}>
      {(view) => partOf(section, view)}
    </PipelineFrame>
  );
}
