import { queryOptions } from '@tanstack/react-query';
import type { FeedListView, FeedLoadView, FeedView } from '#lib/contracts/feed.ts';
import type { FeedKind } from '#lib/domain/feed/feed.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendFile, sendJson } from './send.ts';

const FEEDS = '/api/v1/feeds';
/** Seconds that the server keeps the answer back until the file is read. */
const WAIT = '30';

export function feedsQuery() {
  return queryOptions({
    queryKey: ['feeds'] as const,
    queryFn: ({ signal }) => fetchJson<FeedListView>(FEEDS, signal),
    staleTime: 5000,
    refetchInterval: 10_000,
    retry: worthRetrying,
  });
}

export function loadFeed(kind: FeedKind, file: File, force: boolean): Promise<FeedLoadView> {
  const query = new URLSearchParams({ kind, name: file.name.slice(0, 255), wait: WAIT, force: String(force) });
  return sendFile<FeedLoadView>(`${FEEDS}?${query}`, file);
}

export const changeFeed = (kind: FeedKind, url: string | null) =>
  sendJson<FeedView>('PATCH', `${FEEDS}/${kind}`, { url });
export const fetchFeedNow = (kind: FeedKind) => sendJson<FeedView>('POST', `${FEEDS}/${kind}/fetch`);
