'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { findingListHref } from '#components/queries/addresses.ts';
import { type FindingFilters, findingSearch } from '#components/queries/findings.ts';
import { isGrouped, type ReadFilters, readFilters } from './filters.ts';

export interface UseFilters extends ReadFilters {
  /** The filters as they stand in the address, without the question mark. */
  search: string;
  /** Path of this screen as it is shown. */
  address: string;
  setFilters: (next: FindingFilters) => void;
  /** Whether findings of one rule in one repository stand in one row. */
  grouped: boolean;
  setGrouped: (grouped: boolean) => void;
}

function addressOf(filters: FindingFilters, grouped: boolean): string {
  return findingListHref([findingSearch(filters), grouped ? 'group=rule' : ''].filter((part) => part !== '').join('&'));
}

/** The address is the state: Back, reload and a copied link show what was shown. */
export function useFilters(): UseFilters {
  const params = useSearchParams();
  const read = useMemo(() => readFilters(new URLSearchParams(params)), [params]);
  const grouped = isGrouped(params);
  // The router updates the address a moment later; a ticked box must change at once.
  const [ahead, setAhead] = useState<{ of: typeof params; filters: FindingFilters } | null>(null);
  if (ahead !== null && ahead.of !== params) setAhead(null);
  const filters = ahead !== null && ahead.of === params ? ahead.filters : read.filters;
  const setFilters = useCallback(
    (next: FindingFilters) => {
      const address = addressOf(next, grouped);
      setAhead({ of: params, filters: next });
      // Continued typing replaces the history entry, so that Back does not go through every pause.
      const isTyping = next.q !== undefined && filters.q !== undefined && next.q !== filters.q;
      if (isTyping) window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
      if (window.scrollY > 0) window.scrollTo({ top: 0 });
    },
    [filters, params, grouped],
  );
  const setGrouped = (next: boolean) => window.history.pushState(null, '', addressOf(filters, next));
  return {
    filters,
    unknown: read.unknown,
    search: findingSearch(filters),
    address: addressOf(filters, grouped),
    setFilters,
    grouped,
    setGrouped,
  };
}
