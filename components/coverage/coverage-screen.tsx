'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import {
  type CoverageFilters,
  coverageQuery,
  coverageSearch,
  coverageSummaryQuery,
} from '#components/queries/coverage.ts';
import { ExportButton } from '#components/shared/export-button.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { type ChangeAddress, useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { Select } from '#components/ui/field.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { EXPORT_FORMATS } from '#lib/contracts/export-formats.ts';
import { COVERAGE_MEANING, COVERAGE_STATES } from '#lib/domain/coverage/coverage-state.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { Exemptions } from './exemptions.tsx';
import { readCoverageFilters } from './filters.ts';
import { Grid } from './grid.tsx';
import { StateMark } from './state-mark.tsx';
import { CategoryTotals, TeamTotals } from './totals.tsx';
import { STATE_WORD, summarySentence } from './words.ts';

const CATEGORIES = [
  { value: '', label: 'Every category' },
  ...SCORE_CATEGORIES.map((value) => ({ value, label: CATEGORY_TITLE[value] })),
];
const STATES = [
  { value: '', label: 'In every state' },
  ...COVERAGE_STATES.map((value) => ({ value, label: STATE_WORD[value] })),
];
const SORTS = [
  { value: '-missing', label: 'Most points missing first' },
  { value: 'name', label: 'By name' },
];

function Toolbar({ filters, change }: { filters: CoverageFilters; change: ChangeAddress }) {
  const search = useRef<HTMLInputElement>(null);
  useShortcuts('Coverage', [{ keys: '/', label: 'Search repositories', run: () => search.current?.focus() }]);
  const pick = (name: string, usual: string) => (event: { target: { value: string } }) =>
    change({ [name]: event.target.value === usual ? null : event.target.value });
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <SearchBox
        ref={search}
        label="Search repositories"
        value={filters.q}
        onChange={(q) => change({ q: q.trim() }, 'replace')}
        shortcut="/"
        className="w-full sm:w-56"
      />
      <Select
        aria-label="Category"
        options={CATEGORIES}
        value={filters.category ?? ''}
        onChange={pick('category', '')}
        className="sm:w-40"
      />
      <Select
        aria-label="State"
        options={STATES}
        value={filters.state ?? ''}
        onChange={pick('state', '')}
        className="sm:w-40"
      />
      <Select
        aria-label="Order"
        options={SORTS}
        value={filters.sort}
        onChange={pick('sort', '-missing')}
        className="sm:w-52"
      />
    </div>
  );
}

/** What the shapes mean, and what the figures count. */
function Meaning() {
  return (
    <details className="mb-6 text-13">
      <summary className="w-fit cursor-pointer text-accent">What is counted, and what the states mean</summary>
      <p className="mt-2 max-w-[75ch] text-soft">
        Each repository is expected to have each category measured, but for those where it is not expected. The share in
        percent is how much of what is expected is fresh, rounded down: 100 % means that nothing is missing. Archived
        repositories are left out. For code, secrets and infrastructure a scan stays fresh as long as anything still
        reports the commit that it saw.
      </p>
      <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        {COVERAGE_STATES.map((state) => (
          <div key={state} className="contents">
            <dt className="flex items-center gap-1.5">
              <StateMark state={state} />
              {STATE_WORD[state]}
            </dt>
            <dd className="text-soft">{COVERAGE_MEANING[state]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What is measured of each repository, how fresh it is, and what closes the gaps. */
export function CoverageScreen({ mayExempt }: { mayExempt: boolean }) {
  const scope = useScope();
  const [params, change] = useAddress();
  const filters = readCoverageFilters((name) => params.get(name));
  const summary = useQuery(coverageSummaryQuery(scope));
  const list = useInfiniteQuery(coverageQuery(scope, filters));
  const { data } = summary;
  const isEmpty = data?.repositories === 0;
  return (
    <>
      <PageHead
        title={useTitleInScope('Coverage')}
        answer={data === undefined || isEmpty ? 'What is measured, and how fresh it is.' : summarySentence(data)}
        actions={
          <ExportButton
            list="coverage"
            search={coverageSearch(filters)}
            formats={EXPORT_FORMATS}
            what="what is measured"
            disabled={list.data?.pages[0]?.items.length === 0}
          />
        }
      />
      {data === undefined ? (
        <NotLoaded title="The figures could not be loaded" query={summary}>
          <TableSkeleton rows={8} label="Loading the figures" />
        </NotLoaded>
      ) : isEmpty ? null : (
        <>
          <div className="mb-4 flex flex-col gap-4">
            <CategoryTotals summary={data} />
            <TeamTotals teams={data.teams} />
            <Exemptions />
          </div>
          <Meaning />
        </>
      )}
      {isEmpty ? null : <Toolbar filters={filters} change={change} />}
      <Grid filters={filters} isEmpty={isEmpty} mayExempt={mayExempt} change={change} />
    </>
  );
}
