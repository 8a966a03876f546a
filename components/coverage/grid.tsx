'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { repositoryHref, repositoryTabHref } from '#components/queries/addresses.ts';
import { type CoverageFilters, coverageQuery } from '#components/queries/coverage.ts';
import { ExemptButton } from '#components/shared/exempt-button.tsx';
import { PagedTable } from '#components/shared/paged-table.tsx';
import type { ChangeAddress } from '#components/shared/use-address.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { Button } from '#components/ui/button.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNavigate, useScope } from '#components/ui/scope.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { GridRow } from '#lib/contracts/coverage.ts';
import { formatNumber } from '#lib/format.ts';
import { Squares, Todo } from './grid-cells.tsx';
import { NothingCounted } from './nothing-counted.tsx';
import { SquareHeads } from './squares.tsx';
import { GAPS, listSentence, STATE_WORD } from './words.ts';

function Name({ row }: { row: GridRow }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 whitespace-normal py-1.5">
      <TextLink quiet href={repositoryHref(row.name)} className="min-w-0 font-medium [overflow-wrap:anywhere]">
        <Breakable text={row.name} />
      </TextLink>
      {row.demo ? <Tag>demo</Tag> : null}
      {row.kind === 'system' ? <Tag>system</Tag> : null}
    </span>
  );
}

const NAME: DataColumn<GridRow> = {
  ...{ id: 'name', header: 'Repository', phone: 'max-sm:col-span-2' },
  cell: (row) => <Name row={row} />,
};

const COLUMNS: readonly DataColumn<GridRow>[] = [
  NAME,
  {
    ...{ id: 'cells', header: <SquareHeads />, width: '444px', phone: 'max-sm:order-1 max-sm:col-span-3' },
    cell: (row) => <Squares row={row} />,
  },
  {
    ...{ id: 'missing', header: 'Missing', numeric: true, hideBelow: 'lg', width: '96px' },
    phone: 'max-sm:justify-self-end max-sm:whitespace-nowrap max-sm:text-12 max-sm:text-soft',
    cell: (row) => (
      <>
        {formatNumber(row.missing, 1)}
        <span className="sm:hidden"> missing</span>
      </>
    ),
  },
  {
    ...{ id: 'todo', header: 'Do next', hideBelow: 'xl', width: '180px', phone: 'max-sm:order-2 max-sm:self-center' },
    cell: (row) => <Todo row={row} />,
  },
];

/** In a table without room for a column of its own, the button stands below the name. */
function NameAndExempt({ row }: { row: GridRow }) {
  return (
    <>
      <Name row={row} />
      <span className="mb-1.5 block empty:hidden max-sm:hidden xl:hidden">
        <Exempt row={row} />
      </span>
    </>
  );
}

const WITH_EXEMPT: readonly DataColumn<GridRow>[] = [
  { ...NAME, cell: (row) => <NameAndExempt row={row} /> },
  ...COLUMNS.slice(1),
  {
    ...{ id: 'exempt', header: 'Does not apply', hiddenHeader: true, hideBelow: 'xl', width: '132px' },
    phone: 'max-sm:order-2 max-sm:col-span-2 max-sm:justify-self-end',
    cell: (row) => <Exempt row={row} />,
  },
];

const unreported = ({ cells }: GridRow) =>
  cells.flatMap(({ category, state, sources_total: total }) => (state === 'never' && total === 0 ? category : []));

function Exempt({ row }: { row: GridRow }) {
  return <ExemptButton repo={row.name} categories={unreported(row)} />;
}

interface GridProps {
  filters: CoverageFilters;
  /** No repository is counted at all, whatever is chosen. */
  isEmpty: boolean;
  mayExempt: boolean;
  change: ChangeAddress;
}

/** Nothing in a state that one would not want anything to be in is good, as long as there is something that could be. */
function Nothing({ filters: { q, category, state }, isEmpty, change }: Omit<GridProps, 'mayExempt'>) {
  if (isEmpty) return <NothingCounted />;
  const all = <Button onClick={() => change({ q: null, category: null, state: null })}>Show all repositories</Button>;
  if (q !== '') {
    return <EmptyState kind="filtered-out" title={`No repository that matches has “${q}” in its name`} action={all} />;
  }
  if (state !== null && GAPS.some((gap) => gap === state)) {
    const of = category === null ? 'Nothing' : `${CATEGORY_TITLE[category]}: no repository`;
    return (
      <EmptyState kind="clean" title={`${of} is ${STATE_WORD[state].toLowerCase()}`} action={all}>
        Of what is expected here, and by the reports that came.
      </EmptyState>
    );
  }
  if (state !== null || category !== null) {
    return <EmptyState kind="filtered-out" title="No repository matches these filters" action={all} />;
  }
  return <NothingCounted />;
}

/** Repositories by categories: shapes, ages, and where each of them leads. */
export function Grid({ filters, isEmpty, mayExempt, change }: GridProps) {
  const router = useNavigate();
  const query = useInfiniteQuery(coverageQuery(useScope(), filters));
  const first = query.isPlaceholderData ? undefined : query.data?.pages[0];
  return (
    <>
      <p role="status" className="mb-1 min-h-5 text-13 text-soft">
        {first === undefined || first.total.value === 0 ? null : listSentence(first, filters)}
      </p>
      <PagedTable
        query={query}
        noun="repositories"
        moreLabel="Load more repositories"
        auto
        empty={<Nothing filters={filters} isEmpty={isEmpty} change={change} />}
        label="What is measured"
        rowName={(row) => row.name}
        columns={mayExempt ? WITH_EXEMPT : COLUMNS}
        phoneGrid="max-sm:grid-cols-[minmax(0,1fr)_auto_4.5rem]"
        onOpen={(row) => router.push(repositoryTabHref(row.name, 'coverage'))}
        keepsPlace
      />
    </>
  );
}
