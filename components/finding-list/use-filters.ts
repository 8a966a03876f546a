'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { type FindingFilters, findingSearch } from '#components/queries/findings.ts';
import { savedViewsQuery } from '#components/queries/saved-views.ts';
import { useFindingListHref } from '#components/shared/use-finding-list-href.ts';
import { useAddressScope, useChangeAddress } from '#components/ui/scope.tsx';
import type { SavedViewView } from '#lib/contracts/saved-view.ts';
import { SCOPE, withScope } from '#lib/contracts/scope-address.ts';
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

/** The filters as somebody wants them, from those that there are by then. */
export type ChangeFilters = (filters: FindingFilters) => FindingFilters;

export interface UseFilters extends ReadList {
  /** The filters as they stand in the address, without the question mark. */
  search: string;
  /** Path of this screen as it is shown. */
  address: string;
  /** The same without the chosen scope, which links add by themselves. */
  path: string;
  /** Changes the filters as they are by then. */
  setFilters: (change: ChangeFilters) => void;
  setGrouped: (grouped: boolean) => void;
  setColumns: (columns: readonly FindingColumn[] | null) => void;
  named: NamedView | null;
  /** Goes on with what a view holds; null: without any view. */
  showView: (view: SavedViewView | null) => void;
}

const NO_VIEWS: readonly SavedViewView[] = [];

/** What an address says: the view that it names, and the list, which is the view's where it says nothing else. */
function readAddress(query: URLSearchParams, views: readonly SavedViewView[]) {
  const view = views.find((one) => one.key === query.get('view')) ?? null;
  return { view, read: readList(view !== null && !saysMore(query) ? new URLSearchParams(view.search) : query) };
}

/** Continued typing replaces the history entry, so that Back does not go through every pause. */
const isTyping = (before: FindingFilters, next: FindingFilters): boolean =>
  next.q !== undefined && before.q !== undefined && next.q !== before.q;

/** The address is the state: Back, reload and a copied link show what was shown. */
export function useFilters(): UseFilters {
  const params = useSearchParams();
  const scope = useAddressScope();
  const hrefOf = useFindingListHref();
  const key = params.get('view') || null;
  const saved = useQuery({ ...savedViewsQuery('findings'), enabled: key !== null });
  const views = saved.data?.items ?? NO_VIEWS;
  const { view, read } = useMemo(() => readAddress(new URLSearchParams(params), views), [params, views]);
  // The router updates the address a moment later; a ticked box must change at once.
  const [ahead, setAhead] = useState<{ of: typeof params; filters: FindingFilters } | null>(null);
  if (ahead !== null && ahead.of !== params) setAhead(null);
  const filters = ahead !== null && ahead.of === params ? ahead.filters : read.filters;
  const changeAddress = useChangeAddress();
  const changeList = useCallback(
    (change: (list: ListState, view: SavedViewView | null) => [ListState, SavedViewView | null]) =>
      changeAddress((query) => {
        const now = readAddress(query, views);
        const [next, from] = change(now.read, now.view);
        setAhead({ of: params, filters: next.filters });
        const address = withScope(addressOfList(next, from, hrefOf), query.get(SCOPE) || null);
        return { address, how: isTyping(now.read.filters, next.filters) ? 'replace' : 'push' };
      }),
    [changeAddress, hrefOf, params, views],
  );
  const setFilters = useCallback(
    (change: ChangeFilters) => {
      changeList((list, from) => [{ ...list, filters: change(list.filters) }, from]);
      if (window.scrollY > 0) window.scrollTo({ top: 0 });
    },
    [changeList],
  );
  const list: ListState = { filters, grouped: read.grouped, columns: read.columns };
  return {
    ...list,
    unknown: read.unknown,
    search: findingSearch(filters),
    address: withScope(addressOfList(list, view, hrefOf), scope),
    path: addressOfList(list, view, hrefOf),
    setFilters,
    setGrouped: (grouped) => changeList((now, from) => [{ ...now, grouped }, from]),
    setColumns: (columns) => changeList((now, from) => [{ ...now, columns }, from]),
    named:
      key === null ? null : { key, view, isLoading: saved.isPending, changed: view !== null && !isAsSaved(list, view) },
    showView: (next) => changeList((now) => [next === null ? now : readList(new URLSearchParams(next.search)), next]),
  };
}
