'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type PrivilegeParams, privilegesQuery } from '#components/queries/privileges.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { cn } from '#components/ui/cn.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { Select } from '#components/ui/field.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import type { PrincipalView } from '#lib/contracts/privilege.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { given, type PrivilegeFilters, readPrivilegeFilters } from './filters.ts';
import { PrivilegesFrame } from './frame.tsx';
import { Nothing } from './nothing.tsx';
import { Seen, Unknown, Who, WRAPS } from './parts.tsx';
import { AsOf, SystemChoice, useSystems } from './systems.tsx';
import { kindsWord, kindWord, levelWord } from './words.ts';

export const principalParams = ({ q, kind, system, level, unused }: PrivilegeFilters): PrivilegeParams =>
  given({ q, kind, system, level_min: level, unused_days: unused });

const KINDS = ['human', 'bot', 'app', 'deploy_key', 'token', 'runner', 'service_account', 'workload', 'group'];
const OPTIONS = {
  kind: [{ value: '', label: 'Every kind' }, ...KINDS.map((value) => ({ value, label: kindsWord(value) }))],
  level: [
    { value: '', label: 'Any level' },
    { value: '5', label: 'Admin of something' },
    { value: '3', label: 'Writes something' },
  ],
  unused: [
    { value: '', label: 'Used or not' },
    { value: '90', label: 'Unused for 90 days' },
    { value: '365', label: 'Unused for a year' },
  ],
} as const;

export function Marks({ row }: { row: PrincipalView }) {
  return (
    <span className="flex flex-wrap gap-1">
      {row.standing === 'outside' ? <Tag>outside</Tag> : null}
      {row.standing === 'gone' ? <Tag urgent>left</Tag> : null}
      {row.suspended === true ? <Tag>suspended</Tag> : null}
      {row.two_factor === false ? <Tag urgent>no second factor</Tag> : null}
      <Unknown since={row.unknown_since} />
    </span>
  );
}

function Name({ row }: { row: PrincipalView }) {
  return (
    <span className="block min-w-0">
      <Who id={row.id} name={row.name} />
      <span className="block text-12 text-faint">
        {kindWord(row.kind)} · <Breakable text={row.system} />
        {row.owner === null ? '' : ` · of ${row.owner}`}
      </span>
    </span>
  );
}

function Rights({ row }: { row: PrincipalView }) {
  return (
    <span>
      <span className={cn(row.level === 5 ? 'font-medium text-ink' : 'text-soft')}>{levelWord(row.level)}</span>
      <span className="block text-12 text-faint">{formatCount(row.rights, 'right')}</span>
    </span>
  );
}

const COLUMNS: readonly DataColumn<PrincipalView>[] = [
  {
    ...{ id: 'name', header: 'Who', width: '36%' },
    cell: (row) => (
      <span className={WRAPS}>
        <Name row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'level', header: 'May at most', width: '128px' },
    cell: (row) => (
      <span className={WRAPS}>
        <Rights row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'marks', header: 'Of note', hideBelow: 'lg' },
    cell: (row) => (
      <span className={WRAPS}>
        <Marks row={row} />
      </span>
    ),
  },
  { id: 'used', header: 'Last active', width: '112px', numeric: true, cell: (row) => <Seen at={row.last_active} /> },
  {
    ...{ id: 'expires', header: 'Ends', width: '104px', numeric: true, hideBelow: 'md' },
    cell: (row) => <Seen at={row.expires} />,
  },
];

function Card({ row }: { row: PrincipalView }) {
  return (
    <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
      <div className="flex items-start justify-between gap-3">
        <Name row={row} />
        <span className="shrink-0 text-right">
          <Rights row={row} />
        </span>
      </div>
      <Marks row={row} />
      <span className="text-12 text-faint">
        last active: <Seen at={row.last_active} /> · ends: <Seen at={row.expires} />
      </span>
    </div>
  );
}

const CLEAR = { q: null, kind: null, system: null, level: null, unused: null };

/** Whoever may do something, the highest first. */
export function PrincipalsScreen() {
  const [params, change] = useAddress();
  const filters = readPrivilegeFilters((name) => params.get(name));
  const chosen = principalParams(filters);
  const query = useInfiniteQuery(privilegesQuery(useScope(), 'principals', chosen));
  const title = useTitleInScope('Privileges');
  const systems = useSystems();
  const all = systems.reduce((sum, { principals }) => sum + principals, 0);
  const answer =
    systems.length === 0
      ? 'Who may do what, as inventories of your systems say it.'
      : `${formatNumber(all)} principals in ${formatCount(systems.length, 'system')}: people, machines, groups, credentials.`;
  return (
    <PrivilegesFrame title={title} answer={answer}>
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchBox
          label="Search by name"
          placeholder="Search by name"
          value={filters.q}
          onChange={(q) => change({ q: q === '' ? null : q }, 'replace')}
          className="w-full sm:w-56"
        />
        {(['kind', 'level', 'unused'] as const).map((name) => (
          <Select
            key={name}
            aria-label={{ kind: 'Kind', level: 'Level', unused: 'Use' }[name]}
            className="max-sm:min-w-0 max-sm:flex-1 sm:w-44"
            options={OPTIONS[name]}
            value={filters[name]}
            onChange={({ target }) => change({ [name]: target.value === '' ? null : target.value })}
          />
        ))}
        <SystemChoice value={filters.system} onChange={(system) => change({ system })} />
      </div>
      <PagedTable
        query={query}
        noun="principals"
        moreLabel="Load more principals"
        empty={
          <Nothing
            isFiltered={Object.keys(chosen).length > 0}
            isDelivered={systems.length > 0}
            what="No principal"
            onClear={() => change(CLEAR)}
          />
        }
        label="Principals"
        columns={COLUMNS}
        renderCard={(row) => <Card row={row} />}
      />
      <AsOf />
    </PrivilegesFrame>
  );
}
