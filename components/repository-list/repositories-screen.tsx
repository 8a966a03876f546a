'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { repositoryHref } from '#components/queries/addresses.ts';
import { type RepositoryFilters, repositoriesQuery } from '#components/queries/repositories.ts';
import { LoadError } from '#components/shared/load-error.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { HatchLegend } from '#components/ui/card.tsx';
import { DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { answerOf } from './answer.ts';
import { COLUMNS, RepositoryCard } from './columns.tsx';
import { readRepositoryFilters } from './filters.ts';
import { headSort, SORTS, sortIn } from './sorting.ts';

function Empty({ q, onClear }: { q: string; onClear: () => void }) {
  if (q !== '') {
    return (
      <EmptyState
        kind="filtered-out"
        title={`No repository has “${q}” in its name`}
        action={
          <button type="button" onClick={onClear} className="text-13 text-accent hover:underline">
            Show all repositories
          </button>
        }
      />
    );
  }
  return (
    <EmptyState
      kind="not-configured"
      title="No repositories yet"
      action={
        <LinkButton href="/integrations" variant="primary">
          Connect a scanner
        </LinkButton>
      }
    >
      A repository appears with its first report; nothing has to be registered before.
    </EmptyState>
  );
}

const byAddress = (params: { get: (name: string) => string | null }) =>
  readRepositoryFilters((name) => params.get(name));

interface ChosenProps {
  filters: RepositoryFilters;
  change: (values: Record<string, string | null>, how?: 'push' | 'replace') => void;
}

function Toolbar({ filters, change }: ChosenProps) {
  const search = useRef<HTMLInputElement>(null);
  useShortcuts('Repositories', [{ keys: '/', label: 'Search repositories', run: () => search.current?.focus() }]);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <SearchBox
        ref={search}
        label="Search repositories"
        value={filters.q}
        onChange={(q) => change({ q: q.trim() }, 'replace')}
        shortcut="/"
        className="w-full sm:w-72"
      />
      <Select
        aria-label="Order"
        options={SORTS}
        value={filters.sort}
        onChange={(event) => change({ sort: event.target.value })}
        className="sm:hidden"
      />
      <span className="sm:ml-auto">
        <HatchLegend />
      </span>
    </div>
  );
}

function Rows({ filters, change }: ChosenProps) {
  const router = useRouter();
  const query = useInfiniteQuery(repositoriesQuery(filters));
  const first = query.data?.pages[0];
  if (first === undefined) {
    if (query.error === null) return <TableSkeleton rows={12} label="Loading repositories" />;
    return <LoadError title="The repositories could not be read" query={query} />;
  }
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return <Empty q={filters.q} onClear={() => change({ q: null })} />;
  return (
    <div className="max-sm:-mx-4">
      <DataTable
        label="Repositories"
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        columns={COLUMNS}
        renderCard={(row) => <RepositoryCard row={row} />}
        virtual={rows.length > 200}
        sort={headSort(filters.sort)}
        onSort={(sort) => change({ sort: sortIn(sort) })}
        onOpen={(row) => router.push(repositoryHref(row.name))}
        pending={query.isPlaceholderData}
        totalRows={first.total.value}
      />
      <LoadMore
        auto
        hasMore={query.hasNextPage}
        busy={query.isFetchingNextPage}
        onLoadMore={() => query.fetchNextPage()}
        label="Load more repositories"
      />
    </div>
  );
}

/** Every repository, worst first: how it is, what is measured, how fresh. */
export function RepositoriesScreen() {
  const [params, change] = useAddress();
  const filters = byAddress(params);
  const { data } = useInfiniteQuery(repositoriesQuery(filters));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHead title="Repositories" answer={answerOf(data?.pages[0], rows, filters.q)} />
      <Toolbar filters={filters} change={change} />
      <Rows filters={filters} change={change} />
    </>
  );
}
