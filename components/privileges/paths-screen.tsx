'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { pathsQuery } from '#components/queries/privilege-paths.ts';
import { useAddress } from '#components/shared/use-address.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PathRowView } from '#lib/contracts/path.ts';
import { type Change, Choices } from './choices.tsx';
import type { RightsPlace } from './filters.ts';
import { ListScreen } from './list-screen.tsx';
import { WRAPS } from './parts.tsx';
import { type PathFilters, pathParams, readPathFilters } from './path-filters.ts';
import { homeWords, whoWords } from './path-words.ts';

const pathHref = (id: string): string => `/privileges/paths/${encodeURIComponent(id)}`;

function Path({ row }: { row: PathRowView }) {
  return (
    <span className="block min-w-0">
      <TextLink quiet href={pathHref(row.id)} className="font-medium">
        {row.name}
      </TextLink>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-faint">
        to <Breakable text={row.target.name} />
        {homeWords(row.target)}
        {row.certainty === 'possible' ? <Tag>possible, not proven</Tag> : null}
        {row.unread ? <StateBadge state="stale">Not read the last time</StateBadge> : null}
      </span>
    </span>
  );
}

const COLUMNS: readonly DataColumn<PathRowView>[] = [
  {
    ...{ id: 'path', header: 'Path to production', width: '42%' },
    cell: (row) => (
      <span className={WRAPS}>
        <Path row={row} />
      </span>
    ),
  },
  { id: 'severity', header: 'Severity', width: '104px', cell: (row) => <SeverityMark severity={row.severity} /> },
  {
    ...{ id: 'who', header: 'Who goes it', hideBelow: 'md' },
    cell: (row) => <span className={`${WRAPS} text-soft`}>{whoWords(row)}</span>,
  },
  { id: 'since', header: 'Since', width: '88px', numeric: true, cell: (row) => <RelativeTime at={row.since} /> },
];

const CHOICES = [
  {
    ...{ name: 'alone', label: 'Alone or not' },
    options: [
      { value: '', label: 'Alone or with help' },
      { value: 'true', label: 'Somebody goes it alone' },
    ],
  },
  {
    ...{ name: 'certainty', label: 'Certainty' },
    options: [
      { value: '', label: 'Proven or possible' },
      { value: 'proven', label: 'Proven' },
      { value: 'possible', label: 'Possible' },
    ],
  },
  {
    ...{ name: 'severity', label: 'Severity' },
    options: [
      { value: '', label: 'Every severity' },
      { value: 'critical', label: 'Critical' },
      { value: 'high', label: 'High' },
      { value: 'medium', label: 'Medium' },
    ],
  },
  {
    ...{ name: 'state', label: 'Open or closed' },
    options: [
      { value: '', label: 'Open' },
      { value: 'closed', label: 'Closed since' },
    ],
  },
] as const;

const CLEAR = {
  ...{ system: null, target: null, principal: null, pattern: null, alone: null, owners_only: null },
  ...{ certainty: null, severity: null, state: null },
};

/** What is chosen elsewhere, by a link; it can be taken off again. */
function Chips({ filters, change }: { filters: PathFilters; change: Change }) {
  const { principal, target, pattern, insiders } = filters;
  const chips = [
    { name: 'principal', label: 'Who', value: principal },
    { name: 'target', label: 'Target', value: target },
    { name: 'pattern', label: 'Pattern', value: pattern },
    { name: 'owners_only', label: 'Not', value: insiders ? 'what only owners go' : null },
  ];
  return chips.map(({ name, label, value }) =>
    value === null ? null : (
      <FilterChip key={name} name={label} value={value} onRemove={() => change({ [name]: null })} />
    ),
  );
}

/** Ways to production, each with who goes it. `on`: those that end in one repository, or in one system. */
export function PathsScreen({ on }: { on?: RightsPlace }) {
  const [params, change] = useAddress();
  const filters = readPathFilters((name) => params.get(name));
  const chosen = pathParams(filters);
  const asked = { ...chosen, ...on };
  const query = useInfiniteQuery(pathsQuery(useScope(), asked));
  return (
    <ListScreen
      title={on === undefined ? 'Paths to production' : 'Its ways to production'}
      label="Paths to production"
      answer="Ways by which somebody reaches production, who goes each, and which setting closes it."
      list="paths"
      noun={['path', 'paths']}
      query={query}
      chosen={asked}
      isFiltered={Object.keys(chosen).length > 0}
      onClear={() => change(CLEAR)}
      columns={COLUMNS}
      renderCard={(row) => (
        <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
          <div className="flex items-start justify-between gap-3">
            <Path row={row} />
            <SeverityMark severity={row.severity} />
          </div>
          <span className="text-soft">{whoWords(row)}</span>
        </div>
      )}
      none={
        <EmptyState kind="nothing-yet" title="No path to production is known">
          Paths are computed after each inventory. What an inventory does not tell could still open one.
        </EmptyState>
      }
      choices={
        <Choices
          change={change}
          system={filters.system}
          isOneSystem={on?.system !== undefined}
          choices={CHOICES.map((choice) => ({
            ...choice,
            value: choice.options.find(({ value }) => value === params.get(choice.name))?.value ?? '',
          }))}
        >
          <Chips filters={filters} change={change} />
        </Choices>
      }
    />
  );
}
