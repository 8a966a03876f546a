'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type CadenceFilters, cadenceQuery, cadenceSearch } from '#components/queries/cadence.ts';
import { ExportButton } from '#components/shared/export-button.tsx';
import { chosenAs, FilterBar } from '#components/shared/filter-bar.tsx';
import { PlaceChips } from '#components/shared/place-chips.tsx';
import { type ChangeAddress, useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { EXPORT_FORMATS } from '#lib/contracts/export-formats.ts';
import { CadenceMeaning } from './cadence-meaning.tsx';
import { CadenceTable } from './cadence-table.tsx';
import { CADENCE_CHOICES, cadenceListSentence, cadenceSentence } from './cadence-words.ts';
import { CoverageNav } from './coverage-nav.tsx';
import { CATEGORY_CHOICES, readCadenceFilters } from './filters.ts';
import { NothingCounted } from './nothing-counted.tsx';

const VIEWS = [
  { value: 'now', label: 'Now' },
  { value: 'day', label: 'Last 30 days' },
];
const SORTS = [
  { value: 'state', label: 'What to look at first' },
  { value: 'name', label: 'By name' },
];

function Toolbar({ filters, change }: { filters: CadenceFilters; change: ChangeAddress }) {
  return (
    <FilterBar
      screen="Cadence"
      search="Search pipelines"
      q={filters.q}
      change={change}
      choices={[
        {
          ...{ label: 'Category', options: CATEGORY_CHOICES, value: filters.category ?? '', className: 'sm:w-40' },
          onChoose: chosenAs(change, 'category'),
        },
        {
          ...{ label: 'State', options: CADENCE_CHOICES, value: filters.state ?? '', className: 'sm:w-40' },
          onChoose: chosenAs(change, 'state'),
        },
        {
          ...{ label: 'Order', options: SORTS, value: filters.sort, className: 'sm:w-52' },
          onChoose: chosenAs(change, 'sort', 'state'),
        },
        {
          ...{ label: 'Days', options: VIEWS, value: filters.by, className: 'sm:w-36' },
          onChoose: chosenAs(change, 'by', 'now'),
        },
      ]}
    >
      <PlaceChips place={filters} onChange={change} />
    </FilterBar>
  );
}

function Nothing({
  filters: { repo, q, category, state },
  change,
}: {
  filters: CadenceFilters;
  change: ChangeAddress;
}) {
  if (repo === null && q === '' && category === null && state === null) return <NothingCounted />;
  const none = { repo: null, pipeline: null, q: null, category: null, state: null };
  const all = <Button onClick={() => change(none)}>Show all pipelines</Button>;
  if (state === 'silent' && repo === null && q === '' && category === null) {
    return (
      <EmptyState kind="clean" title="No pipeline went quiet" action={all}>
        Of those that report often enough to say what is usual.
      </EmptyState>
    );
  }
  return <EmptyState kind="filtered-out" title="No pipeline matches these filters" action={all} />;
}

/** How often each pipeline reports each category, against what is usual for it. */
export function CadenceScreen() {
  const [params, change] = useAddress();
  const filters = readCadenceFilters((name) => params.get(name));
  const query = useInfiniteQuery(cadenceQuery(useScope(), filters));
  const first = query.isPlaceholderData ? undefined : query.data?.pages[0];
  return (
    <>
      <PageHead
        title={useTitleInScope('Cadence')}
        answer={first === undefined ? 'How often pipelines report.' : cadenceSentence(first)}
        actions={
          <ExportButton
            list="coverage/cadence"
            search={cadenceSearch({ ...filters, by: 'now' })}
            formats={EXPORT_FORMATS}
            what="how often pipelines report"
            disabled={first?.items.length === 0}
          />
        }
      />
      <CoverageNav />
      <CadenceMeaning by={filters.by} />
      <Toolbar filters={filters} change={change} />
      <p role="status" className="mb-1 min-h-5 text-13 text-soft">
        {first === undefined || first.total.value === 0 ? null : cadenceListSentence(first, filters)}
      </p>
      <CadenceTable filters={filters} empty={<Nothing filters={filters} change={change} />} />
    </>
  );
}
