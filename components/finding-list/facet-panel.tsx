'use client';

import type { ReactNode } from 'react';
import type { FindingFacetsView, FindingFilters } from '#components/queries/findings.ts';
import { cn } from '#components/ui/cn.ts';
import { FacetGroup, type FacetOption } from '#components/ui/facet-group.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { FINDING_STATES, type Severity, STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import { isAnyState, NAMES, TICKED, type Ticked, withTicked, wordOf } from './filters.ts';

export interface FacetPanelProps {
  filters: FindingFilters;
  /** Null until the first counts arrive, or when counting failed: then no numbers are shown. */
  facets: FindingFacetsView | null;
  /** Newer counts are being loaded. */
  pending: boolean;
  onChange: (next: FindingFilters) => void;
}

/** Shown whether or not anything has them; the others appear when a finding does. */
const ALWAYS: Partial<Record<Ticked, readonly string[]>> = { state: FINDING_STATES, severity: STATED_SEVERITIES };

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function labelOf(name: Ticked, value: string): ReactNode {
  if (name === 'severity') return <SeverityMark severity={value as Severity} />;
  const word = wordOf(name, value);
  return name === 'state' ? capital(word) : <span title={word}>{word}</span>;
}

function optionsOf(name: Ticked, facets: FindingFacetsView | null, chosen: readonly string[]): FacetOption[] {
  const counted = facets?.[name] ?? null;
  const counts = new Map((counted ?? []).map((entry) => [entry.value, entry.count]));
  const values = new Set([...(ALWAYS[name] ?? []), ...counts.keys(), ...chosen]);
  return [...values].map((value) => ({
    value,
    label: labelOf(name, value),
    count: counted === null ? null : (counts.get(value) ?? 0),
  }));
}

function chosenOf(name: Ticked, filters: FindingFilters): readonly string[] {
  return name === 'state' && isAnyState(filters.state) ? [] : (filters[name] ?? []);
}

/** Filters, with the number of findings that each click would leave. */
export function FacetPanel({ filters, facets, pending, onChange }: FacetPanelProps) {
  return (
    <div className={cn('transition-opacity', pending && 'opacity-60')} aria-busy={pending}>
      {TICKED.map((name) => {
        const chosen = chosenOf(name, filters);
        const options = optionsOf(name, facets, chosen);
        if (options.length === 0) return null;
        return (
          <FacetGroup
            key={name}
            title={NAMES[name]}
            options={options}
            selected={chosen}
            onChange={(values) => onChange(withTicked(filters, name, values))}
          />
        );
      })}
      {facets?.capped === true ? (
        <p className="px-1.5 pt-3 text-12 text-faint">Counted over the first 10,000 matches.</p>
      ) : null}
    </div>
  );
}
