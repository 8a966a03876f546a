import { queryOptions } from '@tanstack/react-query';
import type { DemoView } from '#lib/contracts/demo.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const BUSY_MS = 2000;

const isBusy = (view: DemoView | undefined): boolean => view?.state === 'loading' || view?.state === 'removing';

/** How far the demo is; followed while it is being loaded or removed. For those who may do either. */
export function demoQuery() {
  return queryOptions({
    queryKey: ['demo'] as const,
    queryFn: ({ signal }) => fetchJson<DemoView>('/api/v1/demo', signal),
    staleTime: 60_000,
    retry: worthRetrying,
    refetchInterval: (query) => (isBusy(query.state.data) ? BUSY_MS : false),
  });
}

/** Asks for made-up repositories, marked as such; `demoQuery` says how far they are. */
export const loadDemo = () => sendJson<DemoView>('POST', '/api/v1/demo');

/** Asks for their removal. */
export const removeDemo = () => sendJson<DemoView>('DELETE', '/api/v1/demo');
