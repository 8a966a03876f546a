import { StateBadge } from '#components/ui/state-badge.tsx';
import type { PipelineChange, PipelineFileView } from '#lib/contracts/pipeline.ts';
import { Drift } from './drift.tsx';
import { Jobs } from './jobs.tsx';
import { Part } from './part.tsx';
import { Stages } from './stages.tsx';

/** Its stages with what protects them, its jobs, and what it gives beyond before. */
export function Overview({ view, drift }: { view: PipelineFileView; drift: readonly PipelineChange[] }) {
  return (
    <div className="flex flex-col gap-8">
      {view.read ? null : (
        <p className="flex flex-wrap items-center gap-2 text-13 text-soft">
          <StateBadge state="unmeasured">Could not be read</StateBadge> What it says is not known; what failed before
          still fails.
        </p>
      )}
      <Stages stages={view.path_of_stages} />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Part title="Jobs and what they may do">
          {view.events === null || view.events.length === 0 ? null : (
            <p className="mb-2 text-13 text-soft">Started by {view.events.join(', ')}.</p>
          )}
          <Jobs jobs={view.job_list} />
        </Part>
        <Part title="What it gives beyond before">
          <Drift drift={drift} reviewed={view.reviewed} />
        </Part>
      </div>
    </div>
  );
}
