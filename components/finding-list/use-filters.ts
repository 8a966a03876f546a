'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { type FindingFilters, findingSearch } from '#components/queries/findings.ts';
import { savedViewsQuery } from '#components/queries/saved-views.ts';
import { useScope } from '#components/ui/scope.tsx';
import type { SavedViewView } from '#lib/contracts/saved-view.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { FindingColumn } from '#lib/domain/finding/list-columns.ts';
import { addressOfList, isAsSaved, type ListState, type ReadList, readList, saysMore } from './list-address.ts';

/** The saved view that the address names. */
export interface NamedView {
  key: string;
  /** Null where there is none of this name, or it is not known. */
  view: SavedViewView | null;
  isLoading: boolean;
  /** The list is another one than was saved. */
  changed: boolean;
}

export interface UseFilters extends ReadList {
  /** The filters as they stand in the address, without the question mark. */
  search: string;
  /** Path of this screen as it is shown. */
  address: string;
  /** The same without the chosen scope, which links add by themselves. */
  path: string;
  setFilters: (next: FindingFilters) => void;
  setGrouped: (grouped: boolean) => void;
  setColumns: (columns: readonly FindingColumn[] | null) => void;
  named: NamedView | null;
  /** Goes on with what a view holds; null: without any view. */
  showView: (view: SavedViewView | null) => void;
}

function useNamedView(key: string | null): Omit<NamedView, 'changed'> | null {
  const { data, isPending } = useQuery({ ...savedViewsQuery('findings'), enabled: key !== null });
  if (key === null) return null;
  return { key, view: data?.items.find((one) => one.key === key) ?? null, isLoading: isPending };
}

/** The address is the state: Back, reload and a copied link show what was shown. */
export function useFilters(): UseFilters {
  const params = useSearchParams();
  const scope = useScope();
  const named = useNamedView(params.get('view') || null);
  const view = named?.view ?? null;
  const read = useMemo(() => {
    const own = new URLSearchParams(params);
    return readList(view !== null && !saysMore(own) ? new URLSearchParams(view.search) : own);
  }, [params, view]);
  // The router updates the address a moment later; a ticked box must change at once.
  const [ahead, setAhead] = useState<{ of: typeof params; filters: FindingFilters } | null>(null);
  if (ahead !== null && ahead.of !== params) setAhead(null);
  const filters = ahead !== null && ahead.of === params ? ahead.filters : read.filters;
  const { grouped, columns } = read;
  const setFilters = useCallback(
    (next: FindingFilters) => {
      const address = withScope(addressOfList({ filters: next, grouped, columns }, view), scope);
      setAhead({ of: params, filters: next });
      // Continued typing replaces the history entry, so that Back does not go through every pause.
      const isTyping = next.q !== undefined && filters.q !== undefined && next.q !== filters.q;
      if (isTyping) window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
      if (window.scrollY > 0) window.scrollTo({ top: 0 });
    },
    [filters, params, grouped, columns, view, scope],
  );
  const list: ListState = { filters, grouped, columns };
  const go = (next: ListState, from: SavedViewView | null) =>
    window.history.pushState(null, '', withScope(addressOfList(next, from), scope));
  return {
    ...list,
    unknown: read.unknown,
    search: findingSearch(filters),
    address: withScope(addressOfList(list, view), scope),
    path: addressOfList(list, view),
    setFilters,
    setGrouped: (next) => go({ ...list, grouped: next }, view),
    setColumns: (next) => go({ ...list, columns: next }, view),
    named: named && { ...named, changed: view !== null && !isAsSaved(list, view) },
    showView: (next) => go(next === null ? list : readList(new URLSearchParams(next.search)), next),
  };
}
