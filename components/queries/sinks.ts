import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  CreatedSink,
  CreateSinkBody,
  DeliveryListView,
  RotatedSecret,
  SinkChange,
  SinkListView,
  SinkTest,
  SinkView,
} from '#lib/contracts/sink.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const SINKS = '/api/v1/sinks';
const sinkApi = (id: number, part = ''): string => `${SINKS}/${id}${part}`;
/** Sending goes on while somebody looks. */
const LIVE = { staleTime: 5000, refetchInterval: 10_000, retry: worthRetrying } as const;
export const DELIVERY_PAGE = 50;

export const sinkHref = (id: number): string => `/integrations/webhooks/${id}`;

export function sinksQuery() {
  return queryOptions({
    queryKey: ['sinks', 'list'] as const,
    queryFn: ({ signal }) => fetchJson<SinkListView>(SINKS, signal),
    ...LIVE,
  });
}

export function sinkQuery(id: number) {
  return queryOptions({
    queryKey: ['sinks', 'one', id] as const,
    queryFn: ({ signal }) => fetchJson<SinkView>(sinkApi(id), signal),
    ...LIVE,
  });
}

export function deliveriesQuery(id: number) {
  return infiniteQueryOptions({
    queryKey: ['sinks', 'one', id, 'deliveries'] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ limit: String(DELIVERY_PAGE) });
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<DeliveryListView>(`${sinkApi(id, '/deliveries')}?${search}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: DeliveryListView) => page.next_cursor,
    ...LIVE,
  });
}

export const createSink = (body: CreateSinkBody) => sendJson<CreatedSink>('POST', SINKS, body);
export const changeSink = (id: number, change: SinkChange) => sendJson<SinkView>('PATCH', sinkApi(id), change);
export const deleteSink = (id: number) => sendJson<undefined>('DELETE', sinkApi(id));
export const testSink = (id: number) => sendJson<SinkTest>('POST', sinkApi(id, '/test'));
export const rotateSecret = (id: number) => sendJson<RotatedSecret>('POST', sinkApi(id, '/secret'));
export const replaySink = (id: number, from: string) => sendJson<SinkView>('POST', sinkApi(id, '/replay'), { from });
export const resumeSink = (id: number, skipFailed: boolean) =>
  sendJson<SinkView>('POST', sinkApi(id, '/resume'), { skip_failed: skipFailed });
export const replayDelivery = (id: number, delivery: number) =>
  sendJson<undefined>('POST', sinkApi(id, `/deliveries/${delivery}/replay`));
