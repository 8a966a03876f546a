'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { repositoryHref } from '#components/queries/addresses.ts';
import { type RepositoryFilters, repositoriesQuery } from '#components/queries/repositories.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { HatchLegend } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import { answerOf } from './answer.ts';
import { COLUMNS, RepositoryCard } from './columns.tsx';
import { ARCHIVED, readRepositoryFilters } from './filters.ts';
import { headSort, SORTS, sortIn } from './sorting.ts';

function Empty({ filters: { q, archived }, onClear }: { filters: RepositoryFilters; onClear: () => void }) {
  if (q !== '' || archived === 'true') {
    return (
      <EmptyState
        kind="filtered-out"
        title={q === '' ? 'No repository is archived' : `No repository has “${q}” in its name`}
        action={
          <button type="button" onClick={onClear} className="text-13 text-accent hover:underline">
            {q === '' ? 'Show the others' : 'Show all repositories'}
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
      <Select
        aria-label="Archived repositories"
        options={ARCHIVED}
        value={filters.archived}
        onChange={(event) => change({ archived: event.target.value === 'false' ? null : event.target.value })}
        className="sm:w-44"
      />
      <span className="sm:ml-auto">
        <HatchLegend />
      </span>
    </div>
  );
}

function Rows({ filters, change }: ChosenProps) {
  const router = useRouter();
  return (
    <PagedTable
      query={useInfiniteQuery(repositoriesQuery(filters))}
      noun="repositories"
      moreLabel="Load more repositories"
      auto
      empty={<Empty filters={filters} onClear={() => change({ q: null, archived: null })} />}
      label="Repositories"
      rowName={(row) => row.name}
      columns={COLUMNS}
      renderCard={(row) => <RepositoryCard row={row} />}
      sort={headSort(filters.sort)}
      onSort={(sort) => change({ sort: sortIn(sort) })}
      onOpen={(row) => router.push(repositoryHref(row.name))}
    />
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
      <PageHead title="Repositories" answer={answerOf(data?.pages[0], rows, filters)} />
      <Toolbar filters={filters} change={change} />
      <Rows filters={filters} change={change} />
    </>
  );
}
