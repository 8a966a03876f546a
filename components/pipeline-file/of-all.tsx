import type { PipelineFileView } from '#lib/contracts/pipeline.ts';

/** Said where what follows is not of this pipeline alone. */
export function OfAll({ view: { runs_of } }: { view: PipelineFileView }) {
  if (runs_of !== null) return null;
  return (
    <p className="mb-2 text-13 text-soft">
      No report came from a pipeline that is called as this file is, so this is of all pipelines of the repository.
    </p>
  );
}
