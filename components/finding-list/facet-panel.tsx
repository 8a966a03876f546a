'use client';

import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode, useState } from 'react';
import { type FindingFacetsView, type FindingFilters, findingFacetsQuery } from '#components/queries/findings.ts';
import { cn } from '#components/ui/cn.ts';
import { FacetGroup, type FacetOption } from '#components/ui/facet-group.tsx';
import { useScope, useWithin } from '#components/ui/scope.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { SLA_FILTERS } from '#lib/domain/action/sla-windows.ts';
import { FINDING_STATES, SEVERITIES, type Severity, STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import { STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';
import { formatCapital } from '#lib/format.ts';
import { FeedFacets } from './feed-facets.tsx';
import { NAMES, TICKED, type Ticked, tickedIn, withDue, withToggled, wordOf } from './filters.ts';
import type { ChangeFilters } from './use-filters.ts';

export interface FacetPanelProps {
  filters: FindingFilters;
  /** Null until the first counts arrive, or when counting failed: then no numbers are shown. */
  facets: FindingFacetsView | null;
  /** Newer counts are being loaded. */
  pending: boolean;
  onChange: (change: ChangeFilters) => void;
}

/** Shown whether or not anything has them; the others appear when a finding does. */
const ALWAYS: Partial<Record<Ticked, readonly string[]>> = { state: FINDING_STATES, severity: STATED_SEVERITIES };

function labelOf(name: Ticked, value: string): ReactNode {
  if (name === 'severity') return <SeverityMark severity={value as Severity} />;
  const word = wordOf(name, value);
  return name === 'state' ? formatCapital(word) : <span title={word}>{word}</span>;
}

/** What VEX documents state is offered where one is loaded; how many findings each leaves is not counted. */
function statedOptions(facets: FindingFacetsView | null, chosen: readonly string[]): FacetOption[] {
  const offered = facets?.stated === true ? STATEMENT_STATUSES : chosen;
  return offered.map((value) => ({ value, label: formatCapital(wordOf('statement', value)), count: null }));
}

/** Counted where the other filters leave few enough. */
function dueOptions(facets: FindingFacetsView | null): FacetOption[] {
  const counts = facets?.sla && new Map(facets.sla.map(({ value, count }) => [value, count]));
  return SLA_FILTERS.map((value) => {
    const label = value === 'overdue' ? 'Overdue' : 'At risk (80 % used)';
    return { value, label, count: counts ? (counts.get(value) ?? 0) : null };
  });
}

function optionsOf(name: Ticked, facets: FindingFacetsView | null, chosen: readonly string[]): FacetOption[] {
  if (name === 'statement') return statedOptions(facets, chosen);
  const counted = facets?.[name] ?? null;
  const counts = new Map((counted ?? []).map((entry) => [entry.value, entry.count]));
  const values = new Set([...(ALWAYS[name] ?? []), ...counts.keys(), ...chosen]);
  const ordered = name === 'severity' ? SEVERITIES.filter((severity) => values.has(severity)) : [...values];
  return ordered.map((value) => ({
    value,
    label: labelOf(name, value),
    count: counted === null ? null : (counts.get(value) ?? 0),
    atLeast: facets?.capped === true && (counts.get(value) ?? 0) > 0,
  }));
}

/** So many repositories are shown without a search. */
const OFFERED = 8;

/** Repositories that were looked for by name, with their counts. */
function useNamed(filters: FindingFilters) {
  const [text, setText] = useState('');
  const scope = useScope();
  const found = useQuery({ ...findingFacetsQuery(scope, filters, text), enabled: text !== '' });
  return { text, setText, facets: text === '' ? null : (found.data ?? null) };
}

/** What feeds say is offered where a finding has something of it, and taken away again where none has. */
const asksFeeds = ({ kev, epss_min: least }: FindingFilters): boolean => kev !== undefined || least !== undefined;

/** Filters, with the number of findings that each click would leave. */
export function FacetPanel({ filters, facets, pending, onChange }: FacetPanelProps) {
  const named = useNamed(filters);
  const within = useWithin();
  return (
    <div className={cn('transition-opacity', pending && 'opacity-60')} aria-busy={pending}>
      {TICKED.map((name) => {
        const chosen = tickedIn(filters, name);
        const options = optionsOf(name, name === 'repo' ? (named.facets ?? facets) : facets, chosen);
        const isFed = name === 'exploit' && (options.length > 0 || asksFeeds(filters));
        const isSaid = name === 'repo' && within !== null && chosen.length === 0;
        if (isSaid || (options.length === 0 && !isFed)) return null;
        const isLong = name === 'repo' && (options.length > OFFERED || named.text !== '');
        return (
          <Fragment key={name}>
            {options.length === 0 ? null : (
              <FacetGroup
                title={NAMES[name]}
                options={options}
                selected={chosen}
                onToggle={(value) => onChange((now) => withToggled(now, name, value))}
                search={isLong ? { label: 'Find a repository', value: named.text, onChange: named.setText } : undefined}
              />
            )}
            {isFed ? <FeedFacets filters={filters} onChange={onChange} /> : null}
            {name === 'severity' ? (
              <FacetGroup
                title={NAMES.sla}
                options={dueOptions(facets)}
                selected={filters.sla === undefined ? [] : [filters.sla]}
                onToggle={(value) => onChange((now) => withDue(now, value))}
              />
            ) : null}
          </Fragment>
        );
      })}
      {facets?.capped === true ? (
        <p className="px-1.5 pt-3 text-12 text-faint">Only the first 10,000 matches are counted.</p>
      ) : null}
    </div>
  );
}
