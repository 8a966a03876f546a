'use client';

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DataTable, type DataTableProps } from '#components/ui/data-table.tsx';
import { LoadMore, type LoadMoreProps } from '#components/ui/load-more.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { formatNumber } from '#lib/format.ts';
import { isOtherData, LoadError, NotLoaded } from './load-error.tsx';

interface Page<T> {
  items: readonly T[];
  /** Absent where it is not counted. */
  total?: { value: number } | undefined;
}

export interface PagedTableProps<T>
  extends Omit<DataTableProps<T>, 'rows' | 'rowId' | 'virtual' | 'pending' | 'totalRows'>,
    Pick<LoadMoreProps, 'auto'> {
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>, unknown>;
  /** What the rows are, within sentences: "uploads". */
  noun: string;
  /** Of the button below: "Load older uploads". */
  moreLabel: string;
  /** Shown in place of the table when there is no row. */
  empty: ReactNode;
}

/** A list that is read in pages, as a table: loading, failed, empty, its rows, and a button for the next page. */
export function PagedTable<T extends { id: string }>(props: PagedTableProps<T>) {
  const { query, noun, moreLabel, auto = false, empty, ...table } = props;
  const first = isOtherData(query) ? undefined : query.data?.pages[0];
  if (first === undefined) {
    return (
      <NotLoaded title={`The ${noun} could not be loaded`} query={query}>
        <TableSkeleton rows={12} label={`Loading ${noun}`} />
      </NotLoaded>
    );
  }
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return empty;
  return (
    <div className="max-sm:-mx-4">
      <DataTable
        rows={rows}
        rowId={(row) => row.id}
        virtual={rows.length > 200}
        pending={query.isPlaceholderData}
        {...(first.total === undefined ? {} : { totalRows: first.total.value })}
        {...table}
      />
      {query.isFetchNextPageError ? (
        <LoadError
          title={`More ${noun} could not be loaded`}
          kept={`The ${formatNumber(rows.length)} above stay.`}
          query={query}
          onRetry={query.fetchNextPage}
        />
      ) : (
        <LoadMore
          auto={auto}
          hasMore={query.hasNextPage}
          busy={query.isFetchingNextPage}
          onLoadMore={() => query.fetchNextPage()}
          label={moreLabel}
        />
      )}
    </div>
  );
}
