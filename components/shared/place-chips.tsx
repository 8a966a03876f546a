import { FilterChip } from '#components/ui/filter-chip.tsx';
import type { PipelinePlace } from './pipeline-place.ts';

interface PlaceChipsProps {
  place: PipelinePlace;
  onChange: (change: Partial<PipelinePlace>) => void;
}

/** What a list is narrowed to, each with a way out; a pipeline is one of the repository, and goes with it. */
export function PlaceChips({ place: { repo, pipeline }, onChange }: PlaceChipsProps) {
  return (
    <>
      {repo === null ? null : (
        <FilterChip name="Repository" value={repo} onRemove={() => onChange({ repo: null, pipeline: null })} />
      )}
      {pipeline === null ? null : (
        <FilterChip name="Pipeline" value={pipeline} onRemove={() => onChange({ pipeline: null })} />
      )}
    </>
  );
}
