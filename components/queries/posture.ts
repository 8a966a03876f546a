import { queryOptions } from '@tanstack/react-query';
import type { TodayView } from '#lib/contracts/posture.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

const WAITING_MS = 2000;
const READY_MS = 60_000;

/** Today's data: polled often until the first report of all is in, then once a minute. */
export function todayQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['posture', 'today', scope] as const,
    queryFn: ({ signal }) => fetchJson<TodayView>(withScope('/api/v1/posture', scope), signal),
    staleTime: 15_000,
    retry: worthRetrying,
    refetchInterval: (query) => (query.state.data?.stage === 'ready' || scope !== null ? READY_MS : WAITING_MS),
  });
}
