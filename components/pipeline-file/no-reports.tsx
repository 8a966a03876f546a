import { uploadsHref } from '#components/queries/uploads.ts';
import { quoted } from '#components/shared/ci/delivery.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { PipelineFileView } from '#lib/contracts/pipeline.ts';

/** Where nothing was delivered for a pipeline that is called as the file is. */
export function NoReports({ repo, path }: Pick<PipelineFileView, 'repo' | 'path'>) {
  return (
    <EmptyState
      kind="nothing-yet"
      title="No report came from this pipeline yet"
      action={<LinkButton href={uploadsHref({ repo, pipeline: null })}>Every report of the repository</LinkButton>}
      command={{ code: `--form-string pipeline=${quoted(path)}`, title: 'In the step that delivers' }}
    >
      A report is of this file when its delivery names the file as its pipeline, or one of its jobs: file#job.
    </EmptyState>
  );
}
