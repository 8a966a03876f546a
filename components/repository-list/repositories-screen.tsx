'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { repositoryHref } from '#components/queries/addresses.ts';
import { type RepositoryFilters, repositoriesQuery } from '#components/queries/repositories.ts';
import { chosenAs, FilterBar } from '#components/shared/filter-bar.tsx';
import { NothingInScope } from '#components/shared/nothing-in-scope.tsx';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { type ChangeAddress, useAddress } from '#components/shared/use-address.ts';
import { useChosenScope, useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { HatchLegend } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useNavigate, useScope } from '#components/ui/scope.tsx';
import type { RepositoryListView } from '#lib/contracts/repository.ts';
import { answerOf, archivedToo } from './answer.ts';
import { columnsFor, commonOwner } from './columns.tsx';
import { ARCHIVED, COVERAGE, chosenCoverage, coverageChoice, readRepositoryFilters } from './filters.ts';
import { headSort, SORTS, sortIn } from './sorting.ts';

interface ChosenProps {
  filters: RepositoryFilters;
  change: ChangeAddress;
}

interface NoneProps extends ChosenProps {
  view: RepositoryListView | undefined;
}

const ALL = { q: null, archived: null, missing: null, stale: null };

/** Archived repositories are left out, but never without a word. */
function ArchivedToo({ view, filters, change }: NoneProps) {
  const words = archivedToo(view, filters);
  if (words === null) return null;
  return (
    <p className="text-13 text-soft">
      {words}{' '}
      <button type="button" onClick={() => change({ archived: 'any' })} className="text-accent hover:underline">
        Show {view?.archived_total.value === 1 ? 'it' : 'them'}
      </button>
    </p>
  );
}

function titleOf({ q, archived, missing, stale }: RepositoryFilters): string | null {
  if (missing !== null || stale !== null) return 'No repository matches these filters';
  if (q !== '') return `No repository${archived === 'false' ? ' in use' : ''} has “${q}” in its name`;
  return archived === 'true' ? 'No repository is archived' : null;
}

function Empty({ view, filters, change }: NoneProps) {
  const title = titleOf(filters);
  const chosen = useChosenScope();
  if (title !== null) {
    return (
      <EmptyState
        kind="filtered-out"
        title={title}
        action={
          <button type="button" onClick={() => change(ALL)} className="text-13 text-accent hover:underline">
            Show all repositories
          </button>
        }
      >
        <ArchivedToo view={view} filters={filters} change={change} />
      </EmptyState>
    );
  }
  if (chosen !== null && chosen.repositories > 0) return <ArchivedToo view={view} filters={filters} change={change} />;
  if (chosen !== null) return <NothingInScope chosen={chosen} />;
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
      <ArchivedToo view={view} filters={filters} change={change} />
    </EmptyState>
  );
}

const byAddress = (params: { get: (name: string) => string | null }) =>
  readRepositoryFilters((name) => params.get(name));

function Toolbar({ filters, change }: ChosenProps) {
  return (
    <FilterBar
      screen="Repositories"
      search="Search repositories"
      q={filters.q}
      change={change}
      choices={[
        {
          ...{ label: 'Order', options: SORTS, value: filters.sort, className: 'sm:w-44' },
          onChoose: (sort) => change({ sort }),
        },
        {
          ...{ label: 'What is measured', options: COVERAGE, value: coverageChoice(filters), className: 'sm:w-52' },
          onChoose: (value) => change(chosenCoverage(value)),
        },
        {
          ...{ label: 'Archived repositories', options: ARCHIVED, value: filters.archived, className: 'sm:w-44' },
          onChoose: chosenAs(change, 'archived', 'false'),
        },
      ]}
    >
      <span className="sm:ml-auto">
        <HatchLegend />
      </span>
    </FilterBar>
  );
}

function Rows({ filters, change }: ChosenProps) {
  const router = useNavigate();
  const query = useInfiniteQuery(repositoriesQuery(useScope(), filters));
  const first = query.data?.pages[0];
  // Decided by the first page, so that rows do not change while more are loaded.
  const owner = first === undefined ? null : commonOwner(first.items);
  const columns = useMemo(() => columnsFor(owner), [owner]);
  return (
    <PagedTable
      query={query}
      noun="repositories"
      moreLabel="Load more repositories"
      auto
      empty={<Empty view={first} filters={filters} change={change} />}
      label="Repositories"
      rowName={(row) => row.name}
      columns={columns}
      phoneGrid="max-sm:grid-cols-[minmax(0,1fr)_auto_3.5rem]"
      sort={headSort(filters.sort)}
      onSort={(sort) => change({ sort: sortIn(sort) })}
      onOpen={(row) => router.push(repositoryHref(row.name))}
      keepsPlace
    />
  );
}

/** Every repository, worst first: how it is, what is measured, how fresh. */
export function RepositoriesScreen() {
  const [params, change] = useAddress();
  const filters = byAddress(params);
  const { data } = useInfiniteQuery(repositoriesQuery(useScope(), filters));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const view = data?.pages[0];
  return (
    <>
      <PageHead title={useTitleInScope('Repositories')} answer={answerOf(view, rows, filters)} />
      <Toolbar filters={filters} change={change} />
      <Rows filters={filters} change={change} />
      {rows.length === 0 ? null : (
        <div className="mt-4">
          <ArchivedToo view={view} filters={filters} change={change} />
        </div>
      )}
    </>
  );
}
