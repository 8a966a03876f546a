'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { findingListHref } from '#components/queries/addresses.ts';
import { type FindingFilters, findingSearch } from '#components/queries/findings.ts';
import { type ReadFilters, readFilters } from './filters.ts';

export interface UseFilters extends ReadFilters {
  /** The filters as they stand in the address, without the question mark. */
  search: string;
  setFilters: (next: FindingFilters) => void;
}

/** The address is the state: Back, reload and a copied link show what was shown. */
export function useFilters(): UseFilters {
  const params = useSearchParams();
  const read = useMemo(() => readFilters(new URLSearchParams(params)), [params]);
  // The router updates the address a moment later; a ticked box must change at once.
  const [ahead, setAhead] = useState<{ of: typeof params; filters: FindingFilters } | null>(null);
  if (ahead !== null && ahead.of !== params) setAhead(null);
  const filters = ahead !== null && ahead.of === params ? ahead.filters : read.filters;
  const setFilters = useCallback(
    (next: FindingFilters) => {
      const address = findingListHref(findingSearch(next));
      setAhead({ of: params, filters: next });
      // Continued typing replaces the history entry, so that Back does not go through every pause.
      const isTyping = next.q !== undefined && filters.q !== undefined && next.q !== filters.q;
      if (isTyping) window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
      if (window.scrollY > 0) window.scrollTo({ top: 0 });
    },
    [filters, params],
  );
  return { filters, unknown: read.unknown, search: findingSearch(filters), setFilters };
}
