'use client';

import { useId, useState } from 'react';
import type { AuditFilters } from '#components/queries/audit.ts';
import { Input, Select, type SelectOption } from '#components/ui/field.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import {
  AUDIT_CHOICES,
  AUDIT_GROUPS,
  type AuditChoice,
  type AuditGroup,
  verbsOf,
} from '#lib/domain/audit/audit-groups.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';
import { GROUP_WORDS, VERB_WORDS } from './words.ts';

export interface ToolbarProps {
  /** The day that runs in the organization. */
  today: string;
  filters: AuditFilters;
  onChange: (change: Partial<AuditFilters>, how?: 'push' | 'replace') => void;
}

function optionsOf(group: AuditGroup): SelectOption[] {
  const verbs = verbsOf(group);
  const each = verbs.map((verb) => ({ value: verb, label: VERB_WORDS[verb], group: GROUP_WORDS[group] }));
  if (verbs.length === 1) return each;
  return [{ value: group, label: `${GROUP_WORDS[group]}: all`, group: GROUP_WORDS[group] }, ...each];
}

const VERBS = [{ value: '', label: 'Everything that was done' }, ...AUDIT_GROUPS.flatMap(optionsOf)];

/** A group of one verb is offered as that verb. */
function optionFor(choice: AuditChoice): AuditChoice {
  const [only, ...others] = verbsOf(choice);
  return only === undefined || others.length > 0 ? choice : only;
}

/** Days back, today included. */
const SPANS = [
  { value: '', label: 'All time' },
  { value: '1', label: 'Today' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
];

const OWN = 'own';

const dayBack = (today: string, days: number): string => shiftDay(today, 1 - days);

/** Of the chosen days, the span that they are; null for any other days. */
function spanOf(today: string, { since, until }: AuditFilters): string | null {
  if (until !== null) return null;
  return (
    SPANS.find(({ value }) => (value === '' ? since === null : since === dayBack(today, Number(value))))?.value ?? null
  );
}

function Day({
  name,
  label,
  filters,
  onChange,
}: Omit<ToolbarProps, 'today'> & { name: 'since' | 'until'; label: string }) {
  const id = useId();
  return (
    <div className="flex items-center gap-2 text-13 text-soft max-sm:w-full">
      <label htmlFor={id} className="shrink-0 max-sm:w-20">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={filters[name] ?? ''}
        onChange={(event) => onChange({ [name]: event.target.value })}
        className="sm:w-36"
      />
    </div>
  );
}

/** A span that ends today, or two days of one's own. */
function Time({ today, filters, onChange }: ToolbarProps) {
  const span = spanOf(today, filters);
  const [isOpen, setOpen] = useState(false);
  const isOwn = isOpen || span === null;
  return (
    <>
      <Select
        aria-label="Time"
        options={[...SPANS, { value: OWN, label: 'Chosen days' }]}
        value={isOwn ? OWN : span}
        onChange={({ target: { value } }) => {
          setOpen(value === OWN);
          if (value !== OWN) onChange({ since: value === '' ? null : dayBack(today, Number(value)), until: null });
        }}
        className="w-full sm:w-36"
      />
      {isOwn ? (
        <>
          <Day name="since" label="From" filters={filters} onChange={onChange} />
          <Day name="until" label="To" filters={filters} onChange={onChange} />
        </>
      ) : null}
    </>
  );
}

/** Filters; all of them stand in the address. */
export function Toolbar({ today, filters, onChange }: ToolbarProps) {
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <SearchBox
        label="Name of a person or token, or a part of it"
        placeholder="Who"
        value={filters.who ?? ''}
        onChange={(who) => onChange({ who: who.trim() }, 'replace')}
        className="w-full sm:w-52"
      />
      <Select
        aria-label="What was done"
        options={VERBS}
        value={filters.verb === null ? '' : optionFor(filters.verb)}
        onChange={(event) => onChange({ verb: AUDIT_CHOICES.find((verb) => verb === event.target.value) ?? null })}
        className="w-full sm:w-60"
      />
      <SearchBox
        label="Name of a repository, person or token that it was done to, or a part of it"
        placeholder="To what"
        value={filters.target ?? ''}
        onChange={(target) => onChange({ target: target.trim() }, 'replace')}
        className="w-full sm:w-60"
      />
      <Time today={today} filters={filters} onChange={onChange} />
    </div>
  );
}
