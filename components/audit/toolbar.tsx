'use client';

import { useId } from 'react';
import type { AuditFilters } from '#components/queries/audit.ts';
import { Input, Select } from '#components/ui/field.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { AUDIT_VERBS } from '#lib/domain/audit/entry.ts';
import { VERB_WORDS } from './words.ts';

export interface ToolbarProps {
  filters: AuditFilters;
  onChange: (change: Partial<AuditFilters>, how?: 'push' | 'replace') => void;
}

const VERBS = [
  { value: '', label: 'Everything that was done' },
  ...AUDIT_VERBS.map((verb) => ({ value: verb, label: VERB_WORDS[verb] })),
];

function Day({ name, label, filters, onChange }: ToolbarProps & { name: 'since' | 'until'; label: string }) {
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

/** Filters; all of them stand in the address. */
export function Toolbar({ filters, onChange }: ToolbarProps) {
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <SearchBox
        label="Whole name of a person or token"
        placeholder="Who: whole name"
        value={filters.who ?? ''}
        onChange={(who) => onChange({ who: who.trim() }, 'replace')}
        className="w-full sm:w-52"
      />
      <Select
        aria-label="What was done"
        options={VERBS}
        value={filters.verb ?? ''}
        onChange={(event) => onChange({ verb: AUDIT_VERBS.find((verb) => verb === event.target.value) ?? null })}
        className="w-full sm:w-60"
      />
      <SearchBox
        label="Whole name of a repository, person or token that it was done to"
        placeholder="To what: whole name"
        value={filters.target ?? ''}
        onChange={(target) => onChange({ target: target.trim() }, 'replace')}
        className="w-full sm:w-60"
      />
      <Day name="since" label="From (UTC)" filters={filters} onChange={onChange} />
      <Day name="until" label="To (UTC)" filters={filters} onChange={onChange} />
    </div>
  );
}
