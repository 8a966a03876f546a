import { queryOptions } from '@tanstack/react-query';
import type { DemoView } from '#lib/contracts/demo.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const BUSY_MS = 2000;

const isBusy = (view: DemoView | undefined): boolean => view?.state === 'loading' || view?.state === 'removing';

/** The demo's progress, polled while it is loaded or removed. For users who may do either. */
export function demoQuery() {
  return queryOptions({
    queryKey: ['demo'] as const,
    queryFn: ({ signal }) => fetchJson<DemoView>('/api/v1/demo', signal),
    staleTime: 60_000,
    retry: worthRetrying,
    refetchInterval: (query) => (isBusy(query.state.data) ? BUSY_MS : false),
  });
}

/** Starts loading the demo; `demoQuery` returns the progress. */
export const loadDemo = () => sendJson<DemoView>('POST', '/api/v1/demo');

/** Starts removing the demo. */
export const removeDemo = () => sendJson<DemoView>('DELETE', '/api/v1/demo');
