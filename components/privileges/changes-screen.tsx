'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { privilegesQuery, snapshotsQuery } from '#components/queries/privileges.ts';
import { useAddress } from '#components/shared/use-address.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { useNow } from '#components/ui/clock.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import type { PrivilegeChange } from '#lib/contracts/privilege.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import { formatDate } from '#lib/format.ts';
import { type Change, Choices } from './choices.tsx';
import {
  changeDays,
  changeParams,
  given,
  PERIODS,
  type PrivilegeFilters,
  readPrivilegeFilters,
  shownChangeParams,
} from './filters.ts';
import { FurtherChanges } from './further-changes.tsx';
import { ListScreen } from './list-screen.tsx';
import { Who, WRAPS } from './parts.tsx';
import { useSystems } from './systems.tsx';
import { adminsWords, changeWords } from './words.ts';

type Listed = PrivilegeChange & {
  id: string;
  /** What follows from it is behind it, and not in the list. */
  isGrouped: boolean;
};

function What({ row }: { row: Listed }) {
  const { isGrouped } = row;
  const admins = adminsWords(row);
  return (
    <span className="block min-w-0">
      <Who id={row.principal.id} name={row.principal.name} /> <span>{changeWords(row)}</span>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-faint">
        <Breakable text={row.system} />
        {admins === null ? null : <Tag urgent>{admins}</Tag>}
      </span>
      {isGrouped && row.follows > 0 ? <FurtherChanges row={row} /> : null}
    </span>
  );
}

const COLUMNS: readonly DataColumn<Listed>[] = [
  {
    ...{ id: 'what', header: 'What changed' },
    cell: (row) => (
      <span className={WRAPS}>
        <What row={row} />
      </span>
    ),
  },
  { id: 'snapshot', header: 'Snapshot', width: '96px', numeric: true, hideBelow: 'md', cell: (row) => row.snapshot },
  { id: 'at', header: 'Seen', width: '88px', numeric: true, cell: (row) => <RelativeTime at={row.at} /> },
];

const SHOW = [
  { value: '', label: 'Every change' },
  { value: 'true', label: 'Who gained admin' },
];
const WAYS = [
  { value: '', label: 'Gained or lost' },
  { value: 'gained', label: 'Gained' },
  { value: 'lost', label: 'Lost' },
  { value: 'changed', label: 'Another level' },
];
const DAYS = PERIODS.map((days) => ({
  value: String(days),
  label: days === 365 ? 'The last year' : `The last ${days} days`,
}));

/** Two snapshots of one system, to be compared. */
function Snapshots({
  system,
  from,
  to,
  change,
}: Pick<PrivilegeFilters, 'from' | 'to'> & {
  system: string;
  change: (values: Record<string, string | null>) => void;
}) {
  const items = useQuery(snapshotsQuery(useScope(), system)).data?.items ?? [];
  const options = items.map(({ number, collected_at: at }) => ({
    value: String(number),
    label: `snapshot ${number}, ${formatDate(at)}`,
  }));
  return (
    <>
      <Select
        aria-label="Compared with"
        className="w-full max-sm:col-span-2 sm:w-60"
        options={[{ value: '', label: 'Compare with a snapshot…' }, { value: '0', label: 'nothing' }, ...options]}
        value={from}
        onChange={({ target }) => change({ from: target.value === '' ? null : target.value, to: null })}
      />
      {from === '' ? null : (
        <Select
          aria-label="What is compared"
          className="w-full max-sm:col-span-2 sm:w-60"
          options={[{ value: '', label: 'the newest' }, ...options]}
          value={to}
          onChange={({ target }) => change({ to: target.value === '' ? null : target.value })}
        />
      )}
    </>
  );
}

function ChangeChoices({ filters, change }: { filters: PrivilegeFilters; change: Change }) {
  const { system, admin, way, from, to, days } = filters;
  const systems = useSystems();
  // With one system there is nothing to choose: its snapshots can be compared at once.
  const compared = system ?? (systems.length === 1 ? (systems[0]?.system ?? null) : null);
  return (
    <Choices
      change={change}
      system={system}
      onSystem={(next) => change({ system: next, from: null, to: null })}
      choices={[
        { name: 'admin', label: 'Which changes', options: SHOW, value: admin ? 'true' : '' },
        { name: 'way', label: 'Gained or lost', options: WAYS, value: way },
        ...(changeDays(filters) === null
          ? []
          : [{ name: 'days', label: 'Since when', options: DAYS, value: String(days) }]),
      ]}
    >
      {compared === null ? null : (
        <Snapshots system={compared} from={from} to={to} change={(values) => change({ system: compared, ...values })} />
      )}
    </Choices>
  );
}

/** Rows of changes have no name of their own: their place in the list is one. */
function useChanges(filters: PrivilegeFilters) {
  const days = changeDays(filters);
  const isGrouped = days !== null;
  return useInfiniteQuery({
    ...privilegesQuery(useScope(), 'changes', shownChangeParams(filters), days),
    select: (data) => ({
      ...data,
      pages: data.pages.map((page, at) => ({
        ...page,
        items: page.items.map((item, index): Listed => ({ ...item, id: `${at}-${index}`, isGrouped })),
      })),
    }),
  });
}

const CLEAR = { admin: null, way: null, system: null, from: null, to: null, days: null };

const answerOf = ({ system, admin, days }: PrivilegeFilters, isCompared: boolean): string =>
  `${admin ? 'Who gained admin' : 'Who gained and lost what'} ${
    isCompared ? `between two snapshots of ${system}` : days === 365 ? 'in the last year' : `in the last ${days} days`
  }.`;

/** What changed in who may do what: in the last days, or between two snapshots. */
export function ChangesScreen() {
  const [params, change] = useAddress();
  const filters = readPrivilegeFilters((name) => params.get(name));
  const { system, admin, way } = filters;
  const query = useChanges(filters);
  const days = changeDays(filters);
  const now = useNow();
  // A file has what was asked for when it was made: the last days as of then.
  const since = days === null ? null : new Date(now - days * DAY_MS).toISOString();
  return (
    <ListScreen
      title="Changes of privileges"
      answer={answerOf(filters, days === null)}
      list="changes"
      noun={['change', 'changes']}
      query={query}
      chosen={given({ ...changeParams(filters), since })}
      isFiltered={admin || way !== '' || system !== null}
      onClear={() => change(CLEAR)}
      columns={COLUMNS}
      renderCard={(row) => (
        <div className="flex items-start justify-between gap-3 text-13 [overflow-wrap:anywhere]">
          <What row={row} />
          <RelativeTime at={row.at} className="shrink-0 text-12 text-faint" />
        </div>
      )}
      none={
        <EmptyState kind="nothing-yet" title={`Nothing changed ${days === 365 ? 'in a year' : `in ${days} days`}`}>
          Changes are drawn between two inventories of one system. Of what was not read none is.
        </EmptyState>
      }
      choices={<ChangeChoices filters={filters} change={change} />}
    />
  );
}
