'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type PrivilegeParams, privilegesQuery, snapshotsQuery } from '#components/queries/privileges.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { Select } from '#components/ui/field.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import type { PrivilegeChange } from '#lib/contracts/privilege.ts';
import { formatDate } from '#lib/format.ts';
import { given, PERIODS, type PrivilegeFilters, readPrivilegeFilters } from './filters.ts';
import { PrivilegesFrame } from './frame.tsx';
import { Nothing } from './nothing.tsx';
import { Who, WRAPS } from './parts.tsx';
import { AsOf, SystemChoice, useSystems } from './systems.tsx';
import { adminsWords, changeWords } from './words.ts';

type Listed = PrivilegeChange & { id: string };

/** Between two snapshots where both can be: they are numbers of one system. */
export const changeParams = ({ system, admin, way, from, to }: PrivilegeFilters): PrivilegeParams =>
  given({
    ...{ system, way, admin: admin ? 'true' : null },
    ...(system === null ? {} : { from, to: from === '' ? '' : to }),
  });

export const changeDays = ({ system, from, days }: PrivilegeFilters): number | null =>
  system !== null && from !== '' ? null : days;

function What({ row }: { row: Listed }) {
  const admins = adminsWords(row);
  return (
    <span className="block min-w-0">
      <Who id={row.principal.id} name={row.principal.name} /> <span>{changeWords(row)}</span>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-faint">
        <Breakable text={row.system} />
        {admins === null ? null : <Tag urgent>{admins}</Tag>}
      </span>
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
        className="w-full sm:w-60"
        options={[{ value: '', label: 'Compare with a snapshot…' }, { value: '0', label: 'nothing' }, ...options]}
        value={from}
        onChange={({ target }) => change({ from: target.value === '' ? null : target.value, to: null })}
      />
      {from === '' ? null : (
        <Select
          aria-label="What is compared"
          className="w-full sm:w-60"
          options={[{ value: '', label: 'the newest' }, ...options]}
          value={to}
          onChange={({ target }) => change({ to: target.value === '' ? null : target.value })}
        />
      )}
    </>
  );
}

type Change = (values: Record<string, string | null>) => void;

function Choices({ filters, change }: { filters: PrivilegeFilters; change: Change }) {
  const { system, admin, way, from, to, days } = filters;
  const systems = useSystems();
  // With one system there is nothing to choose: its snapshots can be compared at once.
  const compared = system ?? (systems.length === 1 ? (systems[0]?.system ?? null) : null);
  const choose = (name: string) => (event: { target: { value: string } }) =>
    change({ [name]: event.target.value === '' ? null : event.target.value });
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <Select
        aria-label="Which changes"
        className="max-sm:min-w-0 max-sm:flex-1 sm:w-44"
        options={SHOW}
        value={admin ? 'true' : ''}
        onChange={choose('admin')}
      />
      <Select
        aria-label="Gained or lost"
        className="max-sm:min-w-0 max-sm:flex-1 sm:w-40"
        options={WAYS}
        value={way}
        onChange={choose('way')}
      />
      {changeDays(filters) === null ? null : (
        <Select
          aria-label="Since when"
          className="max-sm:min-w-0 max-sm:flex-1 sm:w-44"
          options={DAYS}
          value={String(days)}
          onChange={choose('days')}
        />
      )}
      <SystemChoice value={system} onChange={(next) => change({ system: next, from: null, to: null })} />
      {compared === null ? null : (
        <Snapshots system={compared} from={from} to={to} change={(values) => change({ system: compared, ...values })} />
      )}
    </div>
  );
}

/** Rows of changes have no name of their own: their place in the list is one. */
function useChanges(filters: PrivilegeFilters) {
  return useInfiniteQuery({
    ...privilegesQuery(useScope(), 'changes', changeParams(filters), changeDays(filters)),
    select: (data) => ({
      ...data,
      pages: data.pages.map((page, at) => ({
        ...page,
        items: page.items.map((item, index): Listed => ({ ...item, id: `${at}-${index}` })),
      })),
    }),
  });
}

const CLEAR = { admin: null, way: null, system: null, from: null, to: null, days: null };

/** What changed in who may do what: in the last days, or between two snapshots. */
export function ChangesScreen() {
  const [params, change] = useAddress();
  const filters = readPrivilegeFilters((name) => params.get(name));
  const { system, admin, way, days } = filters;
  const query = useChanges(filters);
  const title = useTitleInScope('Changes of privileges');
  const isDelivered = useSystems().length > 0;
  const when = changeDays(filters) === null ? `between two snapshots of ${system}` : `in the last ${days} days`;
  return (
    <PrivilegesFrame title={title} answer={`${admin ? 'Who gained admin' : 'Who gained and lost what'} ${when}.`}>
      <Choices filters={filters} change={change} />
      <PagedTable
        query={query}
        noun="changes"
        moreLabel="Load older changes"
        empty={
          <Nothing
            isFiltered={admin || way !== '' || system !== null}
            isDelivered={isDelivered}
            what="No change"
            onClear={() => change(CLEAR)}
          />
        }
        label="Changes of privileges"
        columns={COLUMNS}
        renderCard={(row) => (
          <div className="flex items-start justify-between gap-3 text-13 [overflow-wrap:anywhere]">
            <What row={row} />
            <RelativeTime at={row.at} className="shrink-0 text-12 text-faint" />
          </div>
        )}
      />
      <AsOf />
    </PrivilegesFrame>
  );
}
