import { queryOptions } from '@tanstack/react-query';
import type { CreateViewBody, SavedViewView, ViewChange, ViewListView } from '#lib/contracts/saved-view.ts';
import type { ViewScreen } from '#lib/domain/saved-view/saved-view.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const VIEWS = '/api/v1/views';

/** Views of a screen, of the organization and one's own: the same whatever scope is chosen. */
export function savedViewsQuery(screen: ViewScreen) {
  return queryOptions({
    queryKey: ['views', screen] as const,
    queryFn: ({ signal }) => fetchJson<ViewListView>(`${VIEWS}?screen=${screen}`, signal),
    staleTime: 60_000,
    refetchInterval: false,
    retry: worthRetrying,
  });
}

const one = (id: number): string => `${VIEWS}/${id}`;

export const createSavedView = (body: CreateViewBody) => sendJson<SavedViewView>('POST', VIEWS, body);
export const changeSavedView = (id: number, change: ViewChange) => sendJson<SavedViewView>('PATCH', one(id), change);
export const deleteSavedView = (id: number) => sendJson<undefined>('DELETE', one(id));
