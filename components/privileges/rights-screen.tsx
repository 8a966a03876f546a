'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { privilegesQuery } from '#components/queries/privileges.ts';
import { useAddress } from '#components/shared/use-address.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import type { GrantView } from '#lib/contracts/privilege.ts';
import { VIAS } from '#lib/domain/privilege/kinds.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { formatCapital } from '#lib/format.ts';
import { Choices } from './choices.tsx';
import {
  grantParams,
  type PrivilegeFilters,
  type PrivilegeParams,
  type RightsPlace,
  readPrivilegeFilters,
} from './filters.ts';
import { ListScreen } from './list-screen.tsx';
import { Seen, Unknown, Who, WRAPS } from './parts.tsx';
import { kindWord, viaWords } from './words.ts';

type Listed = GrantView & { id: string };

const OPTIONS = {
  level: [
    { value: '', label: 'Any level' },
    { value: '5', label: 'Admin' },
    { value: '4', label: 'Maintain or more' },
    { value: '3', label: 'Write or more' },
  ],
  unused: [
    { value: '', label: 'Used or not' },
    { value: '90', label: 'Unused for 90 days' },
    { value: '365', label: 'Unused for a year' },
    { value: 'untold', label: 'Use is not told' },
  ],
  via: [{ value: '', label: 'By any way' }, ...VIAS.map((value) => ({ value, label: formatCapital(viaWords(value)) }))],
};
const LABELS = { level: 'Level', unused: 'Use', via: 'By what' } as const;

function On({ row: { resource, system, unknown_since: since } }: { row: Listed }) {
  return (
    <span className="block min-w-0">
      <Breakable text={resource.name} />
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-faint">
        {kindWord(resource.kind)} · <Breakable text={system} />
        {resource.production === null ? null : <Tag>production</Tag>}
        <Unknown since={since} />
      </span>
    </span>
  );
}

function May({ row: { level, permission, via } }: { row: Listed }) {
  const word = levelWord(level);
  return (
    <span>
      <span className={level === 5 ? 'font-medium' : 'text-soft'}>{word}</span>
      <span className="block text-12 text-faint">
        {permission === word ? viaWords(via) : `${permission}, ${viaWords(via)}`}
      </span>
    </span>
  );
}

const COLUMNS: readonly DataColumn<Listed>[] = [
  {
    ...{ id: 'who', header: 'Who', width: '24%' },
    cell: ({ principal }) => (
      <span className={WRAPS}>
        <Who id={principal.id} name={principal.name} />
        <span className="block text-12 text-faint">{kindWord(principal.kind)}</span>
      </span>
    ),
  },
  {
    ...{ id: 'may', header: 'May', width: '160px' },
    cell: (row) => (
      <span className={WRAPS}>
        <May row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'on', header: 'On what' },
    cell: (row) => (
      <span className={WRAPS}>
        <On row={row} />
      </span>
    ),
  },
  { id: 'used', header: 'Last used', width: '104px', numeric: true, cell: (row) => <Seen at={row.last_used} /> },
  {
    ...{ id: 'ends', header: 'Ends', width: '96px', numeric: true, hideBelow: 'md' },
    cell: (row) => <Seen at={row.expires} />,
  },
  {
    ...{ id: 'since', header: 'Since', width: '88px', numeric: true, hideBelow: 'lg' },
    cell: (row) => <Seen at={row.since} />,
  },
];

function Card({ row }: { row: Listed }) {
  return (
    <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
      <div className="flex items-start justify-between gap-3">
        <Who id={row.principal.id} name={row.principal.name} />
        <span className="shrink-0 text-right">
          <May row={row} />
        </span>
      </div>
      <On row={row} />
      <span className="text-12 text-faint">
        last used: <Seen at={row.last_used} /> · ends: <Seen at={row.expires} />
      </span>
    </div>
  );
}

/** Rights have no name of their own: their place in the list is one. */
function useRights(chosen: PrivilegeParams) {
  return useInfiniteQuery({
    ...privilegesQuery(useScope(), 'grants', chosen),
    select: (data) => ({
      ...data,
      pages: data.pages.map((page, at) => ({
        ...page,
        items: page.items.map((item, index): Listed => ({ ...item, id: `${at}-${index}` })),
      })),
    }),
  });
}

const CLEAR = { level: null, unused: null, via: null, system: null };

function answerOf({ unused }: PrivilegeFilters): string {
  return unused === '' || unused === 'untold'
    ? 'Each as it was given, to somebody or to a group, the highest first.'
    : 'Only where the system tells when a right was used: what it does not tell is not counted as unused.';
}

/** Every right that was given, the highest first: which of them nobody uses. `on`: those on one repository, or in one system. */
export function RightsScreen({ on }: { on?: RightsPlace }) {
  const [params, change] = useAddress();
  const filters = readPrivilegeFilters((name) => params.get(name));
  const chosen = grantParams(filters);
  const asked = { ...chosen, ...on };
  return (
    <ListScreen
      title={on === undefined ? 'Rights' : 'Who reaches it'}
      answer={answerOf(filters)}
      list="grants"
      noun={['right', 'rights']}
      query={useRights(asked)}
      chosen={asked}
      isFiltered={Object.keys(chosen).length > 0}
      onClear={() => change(CLEAR)}
      columns={COLUMNS}
      renderCard={(row) => <Card row={row} />}
      choices={
        <Choices
          change={change}
          system={filters.system}
          isOneSystem={on?.system !== undefined}
          choices={(['level', 'unused', 'via'] as const).map((name) => ({
            ...{ name, label: LABELS[name], options: OPTIONS[name], value: filters[name] },
          }))}
        />
      }
    />
  );
}
