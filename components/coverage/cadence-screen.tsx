'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type CadenceFilters, cadenceQuery, cadenceSearch } from '#components/queries/cadence.ts';
import { ExportButton } from '#components/shared/export-button.tsx';
import { chosenAs, FilterBar } from '#components/shared/filter-bar.tsx';
import { type ChangeAddress, useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { EXPORT_FORMATS } from '#lib/contracts/export-formats.ts';
import { CADENCE_DEFINITION, CADENCE_MEANING, CADENCE_STATES } from '#lib/domain/stream/cadence.ts';
import { CadenceMark } from './cadence-mark.tsx';
import { CadenceTable } from './cadence-table.tsx';
import { CADENCE_CHOICES, CADENCE_WORD, cadenceListSentence, cadenceSentence } from './cadence-words.ts';
import { CoverageNav } from './coverage-nav.tsx';
import { CATEGORY_CHOICES, readCadenceFilters } from './filters.ts';
import { StateList } from './state-list.tsx';

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
      ]}
    />
  );
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
            search={cadenceSearch(filters)}
            formats={EXPORT_FORMATS}
            what="how often pipelines report"
            disabled={first?.items.length === 0}
          />
        }
      />
      <CoverageNav />
      <details className="mb-6 text-13">
        <summary className="w-fit cursor-pointer text-accent">What is usual, and what the states mean</summary>
        <p className="mt-2 max-w-[75ch] text-soft">{CADENCE_DEFINITION}</p>
        <StateList
          states={CADENCE_STATES}
          mark={(state) => <CadenceMark state={state} />}
          word={CADENCE_WORD}
          meaning={CADENCE_MEANING}
        />
      </details>
      <Toolbar filters={filters} change={change} />
      <p role="status" className="mb-1 min-h-5 text-13 text-soft">
        {first === undefined || first.total.value === 0 ? null : cadenceListSentence(first, filters)}
      </p>
      <CadenceTable filters={filters} change={change} />
    </>
  );
}
