'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type PrivilegeParams, privilegesQuery } from '#components/queries/privileges.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { Select } from '#components/ui/field.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import type { CredentialView } from '#lib/contracts/privilege.ts';
import { CREDENTIAL_PRINCIPALS, CREDENTIAL_RESOURCES } from '#lib/domain/privilege/kinds.ts';
import { formatCount } from '#lib/format.ts';
import { given, type PrivilegeFilters, readPrivilegeFilters } from './filters.ts';
import { PrivilegesFrame } from './frame.tsx';
import { Nothing } from './nothing.tsx';
import { Seen, Unknown, WRAPS } from './parts.tsx';
import { AsOf, SystemChoice, useSystems } from './systems.tsx';
import { kindsWord, kindWord } from './words.ts';

export const credentialParams = ({ q, kind, system, unused, expiry }: PrivilegeFilters): PrivilegeParams =>
  given({ q, kind, system, unused_days: unused, never_expires: expiry === 'never' ? 'true' : null });

const KINDS = [
  { value: '', label: 'Every kind' },
  ...[...CREDENTIAL_PRINCIPALS, ...CREDENTIAL_RESOURCES].map((value) => ({ value, label: kindsWord(value) })),
];
const UNUSED = [
  { value: '', label: 'Used or not' },
  { value: '90', label: 'Unused for 90 days' },
  { value: '365', label: 'Unused for a year' },
];
const EXPIRY = [
  { value: '', label: 'With or without an end' },
  { value: 'never', label: 'Without an end' },
];

function Name({ row }: { row: CredentialView }) {
  return (
    <span className="block min-w-0">
      <span className="font-medium">
        <Breakable text={row.name} />
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-faint">
        {kindWord(row.kind)}
        {row.place === null ? '' : ` in ${row.place}`}
        {row.owner === null ? '' : ` of ${row.owner}`} · {row.system}
        {row.production === null ? null : <Tag>production</Tag>}
        <Unknown since={row.unknown_since} />
      </span>
    </span>
  );
}

/** Its age beside what the organization allows; an age that is not told is no young one. */
function Age({ row: { age_days: age, policy_days: policy, overdue } }: { row: CredentialView }) {
  if (age === null) return <StateBadge state="unmeasured">Age not told</StateBadge>;
  if (overdue === true) return <StateBadge state="failed">{formatCount(age, 'day')}</StateBadge>;
  return (
    <span className="text-soft">
      {formatCount(age, 'day')}
      <span className="block text-12 text-faint">of {formatCount(policy, 'day')}</span>
    </span>
  );
}

const COLUMNS: readonly DataColumn<CredentialView>[] = [
  {
    ...{ id: 'name', header: 'Credential' },
    cell: (row) => (
      <span className={WRAPS}>
        <Name row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'age', header: 'Age', width: '136px' },
    cell: (row) => (
      <span className={WRAPS}>
        <Age row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'used', header: 'Last used', width: '112px', numeric: true, hideBelow: 'md' },
    cell: (row) => <Seen at={row.last_used} />,
  },
  {
    ...{ id: 'expires', header: 'Ends', width: '112px', numeric: true },
    cell: (row) => <Seen at={row.expires} />,
  },
];

/** Tokens, keys, apps and stored secrets by their age, the oldest first. Never a value. */
export function CredentialsScreen() {
  const [params, change] = useAddress();
  const filters = readPrivilegeFilters((name) => params.get(name));
  const chosen = credentialParams(filters);
  const query = useInfiniteQuery(privilegesQuery(useScope(), 'credentials', chosen));
  const title = useTitleInScope('Credentials');
  const systems = useSystems();
  const choices = [
    { name: 'kind', label: 'Kind', options: KINDS },
    { name: 'unused', label: 'Use', options: UNUSED },
    { name: 'expiry', label: 'End', options: EXPIRY },
  ] as const;
  return (
    <PrivilegesFrame title={title} answer="Tokens, keys, apps and stored secrets, by their age against what you allow.">
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchBox
          label="Search by name"
          placeholder="Search by name"
          value={filters.q}
          onChange={(q) => change({ q: q === '' ? null : q }, 'replace')}
          className="w-full sm:w-56"
        />
        {choices.map(({ name, label, options }) => (
          <Select
            key={name}
            aria-label={label}
            className="max-sm:min-w-0 max-sm:flex-1 sm:w-48"
            options={options}
            value={filters[name]}
            onChange={({ target }) => change({ [name]: target.value === '' ? null : target.value })}
          />
        ))}
        <SystemChoice value={filters.system} onChange={(system) => change({ system })} />
      </div>
      <PagedTable
        query={query}
        noun="credentials"
        moreLabel="Load more credentials"
        empty={
          <Nothing
            isFiltered={Object.keys(chosen).length > 0}
            isDelivered={systems.length > 0}
            what="No credential"
            onClear={() => change({ q: null, kind: null, unused: null, expiry: null, system: null })}
          />
        }
        label="Credentials"
        columns={COLUMNS}
        renderCard={(row) => (
          <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
            <div className="flex items-start justify-between gap-3">
              <Name row={row} />
              <span className="shrink-0 text-right">
                <Age row={row} />
              </span>
            </div>
            <span className="text-12 text-faint">
              last used: <Seen at={row.last_used} /> · ends: <Seen at={row.expires} />
            </span>
          </div>
        )}
      />
      <AsOf />
    </PrivilegesFrame>
  );
}
