import { queryOptions } from '@tanstack/react-query';
import type { ActionView } from '#lib/contracts/action-view.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

const FRESH = 60_000;

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
