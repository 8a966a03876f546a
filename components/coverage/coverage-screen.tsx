'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  type CoverageFilters,
  coverageQuery,
  coverageSearch,
  coverageSummaryQuery,
} from '#components/queries/coverage.ts';
import { ExportButton } from '#components/shared/export-button.tsx';
import { chosenAs, FilterBar } from '#components/shared/filter-bar.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { type ChangeAddress, useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { EXPORT_FORMATS } from '#lib/contracts/export-formats.ts';
import { COVERAGE_MEANING, COVERAGE_STATES } from '#lib/domain/coverage/coverage-state.ts';
import { CoverageNav } from './coverage-nav.tsx';
import { Exemptions } from './exemptions.tsx';
import { CATEGORY_CHOICES, readCoverageFilters } from './filters.ts';
import { Grid } from './grid.tsx';
import { SnippetDialog } from './snippet-dialog.tsx';
import { StateList } from './state-list.tsx';
import { StateMark } from './state-mark.tsx';
import { CategoryTotals, TeamTotals } from './totals.tsx';
import { STATE_WORD, summarySentence } from './words.ts';

const STATES = [
  { value: '', label: 'In every state' },
  ...COVERAGE_STATES.map((value) => ({ value, label: STATE_WORD[value] })),
];
const SORTS = [
  { value: '-missing', label: 'Most points missing first' },
  { value: 'name', label: 'By name' },
];

function Toolbar({ filters, change }: { filters: CoverageFilters; change: ChangeAddress }) {
  return (
    <FilterBar
      screen="Coverage"
      search="Search repositories"
      q={filters.q}
      change={change}
      choices={[
        {
          ...{ label: 'Category', options: CATEGORY_CHOICES, value: filters.category ?? '', className: 'sm:w-40' },
          onChoose: chosenAs(change, 'category'),
        },
        {
          ...{ label: 'State', options: STATES, value: filters.state ?? '', className: 'sm:w-40' },
          onChoose: chosenAs(change, 'state'),
        },
        {
          ...{ label: 'Order', options: SORTS, value: filters.sort, className: 'sm:w-52' },
          onChoose: chosenAs(change, 'sort', '-missing'),
        },
      ]}
    />
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
      <StateList
        states={COVERAGE_STATES}
        mark={(state) => <StateMark state={state} />}
        word={STATE_WORD}
        meaning={COVERAGE_MEANING}
      />
    </details>
  );
}

/** What is measured of each repository, how fresh it is, and what closes the gaps. */
export function CoverageScreen({ mayExempt, address }: { mayExempt: boolean; address: string }) {
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
      <CoverageNav />
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
      <SnippetDialog address={address} />
    </>
  );
}
