'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { pathsQuery } from '#components/queries/privilege-paths.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PathRowView } from '#lib/contracts/path.ts';
import { given } from './filters.ts';
import { PrivilegesFrame } from './frame.tsx';
import { Nothing } from './nothing.tsx';
import { WRAPS } from './parts.tsx';
import { homeWords, whoWords } from './path-words.ts';
import { AsOf, SystemChoice, useSystems } from './systems.tsx';

export interface PathFilters {
  system: string | null;
  target: string | null;
  principal: string | null;
  alone: boolean;
  certainty: string;
  severity: string;
  closed: boolean;
}

/** Reads the filters from the address, ignoring invalid values. */
export function readPathFilters(get: (name: string) => string | null): PathFilters {
  const text = (name: string, max: number): string | null => {
    const value = get(name) ?? '';
    const isPlain = ![...value].some((char) => char < ' ' || char === '\u007f');
    return value !== '' && value.length <= max && isPlain ? value : null;
  };
  const oneOf = (name: string, values: readonly string[]): string => values.find((value) => value === get(name)) ?? '';
  const system = text('system', 200);
  return {
    system: system !== null && /^[\w.-]+(?:\/[\w.-]+)+$/.test(system) ? system : null,
    target: text('target', 500),
    principal: text('principal', 300),
    alone: get('alone') === 'true',
    certainty: oneOf('certainty', ['proven', 'possible']),
    severity: oneOf('severity', ['critical', 'high', 'medium']),
    closed: get('state') === 'closed',
  };
}

const pathParams = ({ alone, closed, ...others }: PathFilters): Record<string, string> =>
  given({ ...others, alone: alone ? 'true' : null, state: closed ? 'closed' : null });

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
  system: null,
  target: null,
  principal: null,
  alone: null,
  certainty: null,
  severity: null,
  state: null,
};

/** Ways to production, each with who goes it. */
export function PathsScreen() {
  const [params, change] = useAddress();
  const filters = readPathFilters((name) => params.get(name));
  const chosen = pathParams(filters);
  const query = useInfiniteQuery(pathsQuery(useScope(), chosen));
  const title = useTitleInScope('Paths to production');
  const isDelivered = useSystems().length > 0;
  const isFiltered = Object.keys(chosen).length > 0;
  return (
    <PrivilegesFrame
      title={title}
      answer="Ways by which somebody reaches production, who goes each, and which setting closes it."
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        {CHOICES.map(({ name, label, options }) => (
          <Select
            key={name}
            aria-label={label}
            className="max-sm:min-w-0 max-sm:flex-1 sm:w-44"
            options={options}
            value={options.find(({ value }) => value === params.get(name))?.value ?? ''}
            onChange={({ target }) => change({ [name]: target.value === '' ? null : target.value })}
          />
        ))}
        <SystemChoice value={filters.system} onChange={(system) => change({ system })} />
        {filters.principal === null ? null : (
          <FilterChip name="Who" value={filters.principal} onRemove={() => change({ principal: null })} />
        )}
        {filters.target === null ? null : (
          <FilterChip name="Target" value={filters.target} onRemove={() => change({ target: null })} />
        )}
      </div>
      <PagedTable
        query={query}
        noun="paths"
        moreLabel="Load more paths"
        empty={
          isDelivered && !isFiltered ? (
            <EmptyState kind="nothing-yet" title="No path to production is known">
              Paths are computed after each inventory. What an inventory does not tell could still open one.
            </EmptyState>
          ) : (
            <Nothing isFiltered={isFiltered} isDelivered={isDelivered} what="No path" onClear={() => change(CLEAR)} />
          )
        }
        label="Paths to production"
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
      />
      <AsOf />
    </PrivilegesFrame>
  );
}
