import { queryOptions } from '@tanstack/react-query';
import type {
  ActionIssuesView,
  CreateTrackerBody,
  TrackerChange,
  TrackerListView,
  TrackerTest,
  TrackerView,
} from '#lib/contracts/tracker.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const TRACKERS = '/api/v1/trackers';
const trackerApi = (id: number, part = ''): string => `${TRACKERS}/${id}${part}`;
const issuesApi = (action: string): string => `/api/v1/actions/${encodeURIComponent(action)}/issues`;

export function trackersQuery() {
  return queryOptions({
    queryKey: ['trackers', 'list'] as const,
    queryFn: ({ signal }) => fetchJson<TrackerListView>(TRACKERS, signal),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

/** While one is being made it is asked for again and again. */
const WAITS = 2000;

export function actionIssuesQuery(action: string) {
  return queryOptions({
    queryKey: ['actions', 'issues', action] as const,
    queryFn: ({ signal }) => fetchJson<ActionIssuesView>(issuesApi(action), signal),
    staleTime: 5000,
    refetchInterval: (query) =>
      query.state.data?.items.some(({ state, problem }) => state === 'waiting' && problem === null) ? WAITS : false,
    retry: worthRetrying,
  });
}

export const createTracker = (body: CreateTrackerBody) => sendJson<TrackerView>('POST', TRACKERS, body);
export const changeTracker = (id: number, change: TrackerChange) =>
  sendJson<TrackerView>('PATCH', trackerApi(id), change);
export const deleteTracker = (id: number) => sendJson<undefined>('DELETE', trackerApi(id));
export const testTracker = (id: number) => sendJson<TrackerTest>('POST', trackerApi(id, '/test'));
export const orderIssue = (action: string, tracker: number) =>
  sendJson<ActionIssuesView>('POST', issuesApi(action), { tracker });
