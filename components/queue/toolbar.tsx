'use client';

import type { Ref } from 'react';
import type { QueueFilters } from '#components/queries/actions.ts';
import type { ChangeAddress } from '#components/shared/use-address.ts';
import { Select } from '#components/ui/field.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { CHOICES, NAMES, WATCHED } from './filters.ts';

export interface ToolbarProps {
  filters: QueueFilters;
  change: ChangeAddress;
  searchRef: Ref<HTMLInputElement>;
}

const SHOWN = (Object.keys(CHOICES) as (keyof typeof CHOICES)[]).filter((name) => name !== 'assignee');
const WHOSE = [...CHOICES.assignee, WATCHED];

const WIDTH = 'w-auto min-w-[128px] max-lg:flex-1';

export function Toolbar({ filters, change, searchRef }: ToolbarProps) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox
        ref={searchRef}
        label="Search fixes"
        placeholder="Words of a fix"
        value={filters.q ?? ''}
        onChange={(text) => change({ q: text.trim().slice(0, 200) || null }, 'replace')}
        shortcut="/"
        className="min-w-0 flex-1 basis-full lg:basis-48"
      />
      <Select
        aria-label={NAMES.assignee}
        value={filters.watched === undefined ? (filters.assignee ?? '') : WATCHED.value}
        onChange={({ target: { value } }) =>
          change(value === WATCHED.value ? { assignee: null, watched: 'me' } : { assignee: value, watched: null })
        }
        options={WHOSE}
        className={WIDTH}
      />
      {SHOWN.map((name) => (
        <Select
          key={name}
          aria-label={NAMES[name]}
          value={filters[name] ?? ''}
          onChange={(event) => change({ [name]: event.target.value || null })}
          options={CHOICES[name]}
          className={WIDTH}
        />
      ))}
    </div>
  );
}
