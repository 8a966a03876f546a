import { queryOptions } from '@tanstack/react-query';
import type { TodayView } from '#lib/contracts/posture.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

const WAITING_MS = 2000;
const READY_MS = 60_000;

/** Today's data: polled often until the first report is in, then once a minute. */
export function todayQuery() {
  return queryOptions({
    queryKey: ['posture', 'today'] as const,
    queryFn: ({ signal }) => fetchJson<TodayView>('/api/v1/posture', signal),
    staleTime: 15_000,
    retry: worthRetrying,
    refetchInterval: (query) => (query.state.data?.stage === 'ready' ? READY_MS : WAITING_MS),
  });
}
