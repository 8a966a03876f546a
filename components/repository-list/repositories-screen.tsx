'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { repositoryHref } from '#components/queries/addresses.ts';
import { type RepositoryFilters, type RepositorySort, repositoriesQuery } from '#components/queries/repositories.ts';
import { LoadError } from '#components/shared/load-error.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { HatchLegend } from '#components/ui/card.tsx';
import { DataTable, type Sort } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { RepositoryListView, RepositoryRow } from '#lib/contracts/repository.ts';
import { formatCount } from '#lib/format.ts';
import { COLUMNS, RepositoryCard } from './columns.tsx';
import { readRepositoryFilters } from './filters.ts';

const SORTS: readonly { value: RepositorySort; label: string }[] = [
  { value: 'score', label: 'Lowest score first' },
  { value: '-score', label: 'Highest score first' },
  { value: '-last_upload', label: 'Latest upload first' },
  { value: 'name', label: 'By name' },
];

/** What the table's head shows for the address's word. */
function headSort(sort: RepositorySort): Sort {
  if (sort === 'name') return { id: 'name', direction: 'asc' };
  if (sort === '-last_upload') return { id: 'last_upload', direction: 'desc' };
  return { id: 'score', direction: sort === 'score' ? 'asc' : 'desc' };
}

/** Names and uploads have one useful direction; the score has two. */
function sortWord({ id, direction }: Sort): RepositorySort {
  if (id === 'name') return 'name';
  if (id === 'last_upload') return '-last_upload';
  return direction === 'asc' ? 'score' : '-score';
}

function answerOf(view: RepositoryListView | undefined, rows: readonly RepositoryRow[], q: string): string {
  if (view === undefined) return 'What is measured, and how fresh it is.';
  const count = formatCount(view.total.value, 'repository', 'repositories', view.total.relation === 'at_least');
  if (q !== '') return `${count} with “${q}”.`;
  // Only when every row is here can anything be said about all of them.
  if (view.next_cursor !== null || rows.length < view.total.value)
    return `${count}, each with what is measured and how fresh it is.`;
  const never = rows.filter((row) => row.score === null).length;
  const critical = rows.filter((row) => row.open.critical > 0).length;
  const facts = [never > 0 ? `${never} never measured` : null, critical > 0 ? `${critical} with open criticals` : null];
  const said = facts.filter((fact) => fact !== null).join(', ');
  return said === '' ? `${count}, none with open criticals.` : `${count}: ${said}.`;
}

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

const sortValue = (sort: RepositorySort): string | null => (sort === 'score' ? null : sort);

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
        onSort={(sort) => change({ sort: sortValue(sortWord(sort)) })}
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
