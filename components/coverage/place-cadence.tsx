'use client';

import { placeCadence } from '#components/queries/cadence.ts';
import type { PipelinePlace } from '#components/shared/pipeline-place.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { CadenceMeaning } from './cadence-meaning.tsx';
import { CadenceTable } from './cadence-table.tsx';

/** How often a pipeline, or each one of a repository, reports each category. */
export function PlaceCadence({ place }: { place: PipelinePlace }) {
  return (
    <>
      <CadenceMeaning />
      <CadenceTable
        filters={placeCadence(place)}
        empty={
          <EmptyState kind="nothing-yet" title="Nothing reports yet">
            How often that is usual is known from the fourth report of a scanner on.
          </EmptyState>
        }
      />
    </>
  );
}
