import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ActionListView } from '#lib/contracts/action.ts';
import type { ActionChangedView, ActionView } from '#lib/contracts/action-view.ts';
import type { ActionChangeInput, AssigneeListView } from '#lib/contracts/action-work.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { WhatIfView } from '#lib/contracts/what-if.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const FRESH = 60_000;
export const QUEUE_PAGE = 50;

/** One fix with its steps, findings and ticket. */
export function actionQuery(scope: string | null, id: string) {
  return queryOptions({
    queryKey: ['actions', 'one', scope, id] as const,
    queryFn: ({ signal }) =>
      fetchJson<ActionView>(withScope(`/api/v1/actions/${encodeURIComponent(id)}`, scope), signal),
    staleTime: FRESH,
    retry: worthRetrying,
  });
}

/** Names of filters of the queue, in its address and in that of the API, in the order of the screen. */
export const QUEUE_FILTERS = [
  'lane',
  'assignee',
  'state',
  'category',
  'severity',
  'due',
  'sla',
  'watched',
  'repo',
  'q',
] as const;
export type QueueFilters = Partial<Record<(typeof QUEUE_FILTERS)[number], string>>;

/** The filters as they stand in the address of the API. */
export function queueSearch(filters: QueueFilters): string {
  return new URLSearchParams(
    QUEUE_FILTERS.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])),
  ).toString();
}

/** The queue, page by page. */
export function queueQuery(scope: string | null, filters: QueueFilters) {
  const chosen = queueSearch(filters);
  return infiniteQueryOptions({
    queryKey: ['actions', 'queue', scope, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      search.set('limit', String(QUEUE_PAGE));
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<ActionListView>(withScope(`/api/v1/actions?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: ActionListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: FRESH,
    retry: worthRetrying,
    meta: { waitsForPerson: true },
  });
}

/** What scores would be if these were done, wherever the person sees them. */
export function whatIfQuery(scope: string | null, ids: readonly string[]) {
  const actions = [...ids].sort();
  return queryOptions({
    queryKey: ['actions', 'what-if', scope, actions] as const,
    // A POST takes no scope in its address.
    queryFn: () =>
      sendJson<WhatIfView>('POST', '/api/v1/score/what-if', {
        ...{ actions, everywhere: true },
        ...(scope === null ? {} : { scope }),
      }),
    placeholderData: keepPreviousData,
    staleTime: FRESH,
    retry: worthRetrying,
  });
}

/** Changes what people do about an action. */
export const changeAction = (id: string, change: ActionChangeInput) =>
  sendJson<ActionChangedView>('PATCH', `/api/v1/actions/${encodeURIComponent(id)}`, change);

/** Watches an action from now on, or no longer; `everywhere`: the same fix in all repositories that one sees. */
export const watchAction = (id: string, watching: boolean, everywhere = false) =>
  sendJson<ActionView>('PUT', `/api/v1/actions/${encodeURIComponent(id)}/watch`, { watching, everywhere });

/** People, by their number, and teams, as `team:slug`, who may be given an action. */
export async function findAssignees(id: string, text: string, signal: AbortSignal) {
  const search = new URLSearchParams({ q: text });
  const found = await fetchJson<AssigneeListView>(
    `/api/v1/actions/${encodeURIComponent(id)}/assignees?${search}`,
    signal,
  );
  return [
    ...found.people.map((person) => ({
      id: String(person.id),
      label: person.name,
      ...(person.you ? { note: 'you' } : {}),
    })),
    ...found.teams.map((team) => ({ id: `team:${team.slug}`, label: team.name, note: 'team' })),
  ];
}
