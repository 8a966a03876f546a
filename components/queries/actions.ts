import { queryOptions } from '@tanstack/react-query';
import type { ActionView } from '#lib/contracts/action-view.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

const FRESH = 60_000;

/** One fix with its steps, findings and ticket. */
export function actionQuery(id: string) {
  return queryOptions({
    queryKey: ['actions', 'one', id] as const,
    queryFn: ({ signal }) => fetchJson<ActionView>(`/api/v1/actions/${encodeURIComponent(id)}`, signal),
    staleTime: FRESH,
    retry: worthRetrying,
  });
}
