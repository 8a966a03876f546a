'use client';

import type { PeopleFilters } from '#components/queries/people.ts';
import { Select } from '#components/ui/field.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { ROLES } from '#lib/domain/access/role.ts';
import { USER_STATES } from '#lib/domain/access/user-state.ts';

const STATES = [{ value: '', label: 'Every state' }, ...USER_STATES.map((value) => ({ value, label: value }))];
const EACH_ROLE = [{ value: '', label: 'Every role' }, ...ROLES.map((value) => ({ value, label: value }))];

export interface ToolbarProps {
  filters: PeopleFilters;
  onChange: (change: Partial<PeopleFilters>, how?: 'push' | 'replace') => void;
}

/** Search and filters; all of them stand in the address. */
export function Toolbar({ filters, onChange }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox
        label="Search people"
        value={filters.q ?? ''}
        onChange={(q) => onChange({ q: q.trim() }, 'replace')}
        className="w-full sm:w-72"
      />
      <Select
        aria-label="State"
        options={STATES}
        value={filters.state ?? ''}
        onChange={(event) => onChange({ state: USER_STATES.find((state) => state === event.target.value) ?? null })}
        className="w-[calc(50%-4px)] sm:w-36"
      />
      <Select
        aria-label="Role"
        options={EACH_ROLE}
        value={filters.role ?? ''}
        onChange={(event) => onChange({ role: ROLES.find((role) => role === event.target.value) ?? null })}
        className="w-[calc(50%-4px)] sm:w-36"
      />
      {filters.wants === null ? null : (
        <FilterChip name="wants" value="another e-mail address" onRemove={() => onChange({ wants: null })} />
      )}
    </div>
  );
}
