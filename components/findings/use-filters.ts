'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type FindingFilters, findingSearch } from '#components/queries/findings.ts';
import { type ReadFilters, readFilters } from './filters.ts';

export interface UseFilters extends ReadFilters {
  /** The filters as they stand in the address, without the question mark. */
  search: string;
  setFilters: (next: FindingFilters) => void;
}

export function explorerAddress(search: string): string {
  return search === '' ? '/findings' : `/findings?${search}`;
}

/** The address is the state: Back, reload and a copied link show what was shown. */
export function useFilters(): UseFilters {
  const params = useSearchParams();
  const read = useMemo(() => readFilters(new URLSearchParams(params)), [params]);
  const { filters } = read;
  const setFilters = useCallback(
    (next: FindingFilters) => {
      const address = explorerAddress(findingSearch(next));
      // Typing on is one step to go back from, not one for every pause between the letters.
      const isTyping = next.q !== undefined && filters.q !== undefined && next.q !== filters.q;
      if (isTyping) window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
      if (window.scrollY > 0) window.scrollTo({ top: 0 });
    },
    [filters],
  );
  return { ...read, search: findingSearch(filters), setFilters };
}
