'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { pathOf, repositoryHref } from '#components/queries/addresses.ts';
import { type CadenceFilters, cadenceQuery } from '#components/queries/cadence.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { Breakable } from '#components/ui/breakable.tsx';
import { useNow } from '#components/ui/clock.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useNavigate, useScope } from '#components/ui/scope.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { CadenceRow } from '#lib/contracts/cadence.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { formatAge } from '#lib/format.ts';
import { CadenceMark } from './cadence-mark.tsx';
import { cadenceCellWords, cadenceTodo } from './cadence-words.ts';
import { DayStrips } from './day-strips.tsx';
import { Square, SquareHeads, SquareRow } from './squares.tsx';

function Name({ row }: { row: CadenceRow }) {
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 whitespace-normal py-1.5 [overflow-wrap:anywhere]">
      <TextLink quiet href={repositoryHref(row.repo)} className="min-w-0 font-medium">
        <Breakable text={row.repo} />
      </TextLink>
      <span className="min-w-0 text-soft">
        <Breakable text={row.pipeline} />
      </span>
      {row.demo ? <Tag>demo</Tag> : null}
    </span>
  );
}

/** What it does not report has no square: nothing says that it should. */
function Squares({ row }: { row: CadenceRow }) {
  const now = useNow();
  const squares = SCORE_CATEGORIES.map((category) => {
    const cell = row.cells.find((one) => one.category === category);
    if (cell === undefined) return null;
    return (
      <Square
        key={category}
        href={pathOf(cell.url)}
        words={cadenceCellWords(cell, now)}
        mark={<CadenceMark state={cell.state} />}
        short={cell.last_success_at === null ? 'none' : formatAge(cell.last_success_at, now)}
        className={cell.state === 'on_time' ? 'text-soft' : 'border-line-strong text-ink'}
      />
    );
  });
  return <SquareRow squares={squares} />;
}

function Todo({ row }: { row: CadenceRow }) {
  const todo = cadenceTodo(row);
  if (todo === null) return <span className="text-faint">nothing</span>;
  return (
    <TextLink href={pathOf(todo.href)} className="block whitespace-normal py-1">
      {todo.words}
    </TextLink>
  );
}

const columnsOf = (by: CadenceFilters['by']): readonly DataColumn<CadenceRow>[] => [
  { id: 'name', header: 'Pipeline', phone: 'max-sm:col-span-2', cell: (row) => <Name row={row} /> },
  by === 'day'
    ? {
        ...{ id: 'days', header: 'Last 30 days', width: '444px', phone: 'max-sm:col-span-2' },
        cell: (row) => <DayStrips cells={row.cells} />,
      }
    : {
        ...{ id: 'cells', header: <SquareHeads />, width: '444px', phone: 'max-sm:col-span-2' },
        cell: (row) => <Squares row={row} />,
      },
  {
    ...{ id: 'last', header: 'Last report', hideBelow: 'lg', width: '112px' },
    phone: 'max-sm:order-1 max-sm:self-center max-sm:text-12 max-sm:text-soft',
    cell: (row) => (
      <>
        <span className="sm:hidden">last report </span>
        <RelativeTime at={row.last_report_at} />
      </>
    ),
  },
  {
    ...{ id: 'todo', header: 'Do next', hideBelow: 'xl', width: '200px', phone: 'max-sm:self-center' },
    cell: (row) => <Todo row={row} />,
  },
];

/** One for each, so that a table keeps its columns. */
const COLUMNS = { now: columnsOf('now'), day: columnsOf('day') };

/** Pipelines by categories: how old the last whole scan is, and whether they report as often as usual. */
export function CadenceTable({ filters, empty }: { filters: CadenceFilters; empty: ReactNode }) {
  const router = useNavigate();
  const query = useInfiniteQuery(cadenceQuery(useScope(), filters));
  return (
    <PagedTable
      query={query}
      noun="pipelines"
      moreLabel="Load more pipelines"
      auto
      empty={empty}
      label="How often pipelines report"
      rowName={(row) => `${row.repo}, ${row.pipeline}`}
      columns={COLUMNS[filters.by]}
      phoneGrid="max-sm:grid-cols-[minmax(0,1fr)_auto]"
      onOpen={(row) => router.push(pathOf(row.url))}
      keepsPlace
    />
  );
}
