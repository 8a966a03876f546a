'use client';

import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { type UploadFilters, uploadFacetsQuery } from '#components/queries/uploads.ts';
import { PlaceChips } from '#components/shared/place-chips.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/field.tsx';
import { useScope, useWithin } from '#components/ui/scope.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import type { UploadListView } from '#lib/contracts/upload.ts';
import { StateFilter } from './state-filter.tsx';

export interface ToolbarProps {
  filters: UploadFilters;
  states: UploadListView['states'] | undefined;
  onChange: (change: Partial<UploadFilters>, how?: 'push' | 'replace') => void;
  onClear: () => void;
}

/** All, those of the newest uploads, and the one that is chosen, which may be older. */
function optionsOf(all: string, names: readonly string[], chosen: string | null) {
  const known = chosen === null || names.includes(chosen) ? names : [chosen, ...names];
  return [{ value: '', label: all }, ...known.map((name) => ({ value: name, label: name }))];
}

function Choices({ filters, onChange }: Pick<ToolbarProps, 'filters' | 'onChange'>) {
  const { data } = useQuery(uploadFacetsQuery(useScope()));
  return (
    <>
      <Select
        aria-label="Scanner"
        options={optionsOf('Every scanner', data?.scanners ?? [], filters.scanner)}
        value={filters.scanner ?? ''}
        onChange={(event) => onChange({ scanner: event.target.value })}
        className="max-sm:min-w-0 max-sm:flex-1 sm:w-44"
      />
      <Select
        aria-label="Delivered by"
        options={optionsOf('Delivered by anyone', data?.delivered_by ?? [], filters.deliveredBy)}
        value={filters.deliveredBy ?? ''}
        onChange={(event) => onChange({ deliveredBy: event.target.value })}
        className="max-sm:min-w-0 max-sm:flex-1 sm:w-52"
      />
    </>
  );
}

/** Search and filters; all of them stand in the address. */
export function Toolbar({ filters, states, onChange, onClear }: ToolbarProps) {
  const search = useRef<HTMLInputElement>(null);
  const isWithin = useWithin() !== null;
  useShortcuts('Ingest', [{ keys: '/', label: 'Search repositories', run: () => search.current?.focus() }]);
  const { repo, pipeline } = filters;
  return (
    <div className="mb-3 flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {isWithin ? null : (
          <SearchBox
            ref={search}
            label="Search by repository"
            value={filters.q ?? ''}
            onChange={(q) => onChange({ q: q.trim() }, 'replace')}
            shortcut="/"
            className="w-full sm:w-64"
          />
        )}
        <Choices filters={filters} onChange={onChange} />
      </div>
      <StateFilter states={states} value={filters.state} onChange={(state) => onChange({ state })} />
      {repo === null ? null : (
        <div className="flex flex-wrap items-center gap-2">
          <PlaceChips place={{ repo, pipeline }} onChange={onChange} />
          <Button size="sm" variant="ghost" onClick={onClear}>
            Clear all
          </Button>
        </div>
      )}
    </div>
  );
}
