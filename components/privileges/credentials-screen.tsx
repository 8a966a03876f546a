'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { privilegesQuery } from '#components/queries/privileges.ts';
import { useAddress } from '#components/shared/use-address.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import type { CredentialView } from '#lib/contracts/privilege.ts';
import { CREDENTIAL_PRINCIPALS, CREDENTIAL_RESOURCES } from '#lib/domain/privilege/kinds.ts';
import { formatCount } from '#lib/format.ts';
import { Choices } from './choices.tsx';
import { credentialParams, readPrivilegeFilters } from './filters.ts';
import { ListScreen } from './list-screen.tsx';
import { Seen, Unknown, WRAPS } from './parts.tsx';
import { kindsWord, kindWord } from './words.ts';

const KINDS = [
  { value: '', label: 'Every kind' },
  ...[...CREDENTIAL_PRINCIPALS, ...CREDENTIAL_RESOURCES].map((value) => ({ value, label: kindsWord(value) })),
];
const UNUSED = [
  { value: '', label: 'Used or not' },
  { value: '90', label: 'Unused for 90 days' },
  { value: '365', label: 'Unused for a year' },
];
const AGES = [
  { value: '', label: 'Of any age' },
  { value: 'overdue', label: 'Older than allowed' },
  { value: 'within', label: 'Within what is allowed' },
  { value: 'untold', label: 'Age is not told' },
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
  const days = formatCount(age, 'day');
  return (
    <span className="text-soft">
      {overdue === true ? <StateBadge state="failed">{days}</StateBadge> : days}
      <span className="block text-12 text-faint">
        {overdue === true ? 'allowed' : 'of'} {formatCount(policy, 'day')}
      </span>
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

const CLEAR = { q: null, kind: null, unused: null, expiry: null, age: null, system: null };

/** Tokens, keys, apps and stored secrets by their age, the oldest first. Never a value. */
export function CredentialsScreen() {
  const [params, change] = useAddress();
  const filters = readPrivilegeFilters((name) => params.get(name));
  const chosen = credentialParams(filters);
  const query = useInfiniteQuery(privilegesQuery(useScope(), 'credentials', chosen));
  const choices = [
    { name: 'kind', label: 'Kind', options: KINDS },
    { name: 'age', label: 'Age', options: AGES },
    { name: 'unused', label: 'Use', options: UNUSED },
    { name: 'expiry', label: 'End', options: EXPIRY },
  ] as const;
  return (
    <ListScreen
      title="Credentials"
      answer="Tokens, keys, apps and stored secrets, by their age against what you allow."
      list="credentials"
      noun={['credential', 'credentials']}
      query={query}
      chosen={chosen}
      onClear={() => change(CLEAR)}
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
      choices={
        <Choices
          change={change}
          q={filters.q}
          system={filters.system}
          choices={choices.map((each) => ({ ...each, value: filters[each.name] }))}
        />
      }
    />
  );
}
