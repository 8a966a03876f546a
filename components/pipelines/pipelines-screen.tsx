'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type PipelineFilters, pipelinesQuery } from '#components/queries/pipelines.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { WhyNothing } from '#components/shared/why-nothing.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope, useWithin } from '#components/ui/scope.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { COLUMNS, PipelineCard } from './columns.tsx';
import { readPipelineFilters } from './filters.ts';

const SHOW = [
  { value: '', label: 'Every pipeline' },
  { value: 'failing', label: 'Those with a broken rule' },
  { value: 'production', label: 'Those that go to production' },
];

const command = (
  repo: string,
): string => `git ls-files -z '.github/workflows/*' '*action.yml' | xargs -0 zip -q workflows.zip
curl --data-binary @workflows.zip -H "Authorization: Bearer $PLUMBLINE_TOKEN" \\
  "$PLUMBLINE_URL/api/v1/inventories?source=workflows&repo=${repo}&wait=30"`;

function NoFile() {
  const within = useWithin();
  return (
    <EmptyState
      kind="no-scan-yet"
      title="No file of a pipeline was delivered yet"
      command={{ code: command(within ?? 'acme/web'), title: 'From a checkout of the default branch' }}
    >
      Plumbline reads workflows of GitHub Actions and GitLab CI files, and judges them by rules of its own.
    </EmptyState>
  );
}

function Empty({ filters, onClear }: { filters: PipelineFilters; onClear: () => void }) {
  const isWithin = useWithin() !== null;
  if (filters.q !== '' || filters.show !== null) {
    return (
      <EmptyState
        kind="filtered-out"
        title="No pipeline matches these filters"
        action={<Button onClick={onClear}>Show all</Button>}
      />
    );
  }
  // On the page of a repository it is this repository of which none came.
  if (isWithin) return <NoFile />;
  return (
    <WhyNothing
      unknown="Why there is no pipeline could not be read"
      promise="Files of pipelines are reports too."
      waiting={<NoFile />}
    >
      {() => <NoFile />}
    </WhyNothing>
  );
}

/** The files of pipelines, each with what it may do and how the rules about it come out. */
export function PipelinesScreen() {
  const scope = useScope();
  const [params, change] = useAddress();
  const filters = readPipelineFilters((name) => params.get(name));
  const query = useInfiniteQuery(pipelinesQuery(scope, filters));
  const title = useTitleInScope('Pipelines');
  const clear = () => change({ q: null, show: null });
  const words = useWithin() === null ? 'Search by path or repository' : 'Search by path';
  return (
    <>
      <PageHead title={title} answer="The way from source to deployment, with what protects it, missing or unknown." />
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchBox
          label={words}
          placeholder={words}
          value={filters.q}
          onChange={(q) => change({ q: q === '' ? null : q }, 'replace')}
          className="w-full sm:w-72"
        />
        <Select
          aria-label="Which pipelines"
          className="w-full sm:w-60"
          options={SHOW}
          value={filters.show ?? ''}
          onChange={({ target: { value } }) => change({ show: value === '' ? null : value })}
        />
      </div>
      <PagedTable
        query={query}
        noun="pipelines"
        moreLabel="Load more pipelines"
        empty={<Empty filters={filters} onClear={clear} />}
        label="Pipelines"
        columns={COLUMNS}
        renderCard={(row) => <PipelineCard row={row} />}
      />
    </>
  );
}
