import type { FeedKind } from '#lib/domain/feed/feed.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface FeedSource {
  orgId: number;
  kind: FeedKind;
  address: Buffer;
  host: string;
  etag: string | null;
  lastModified: string | null;
  nextAt: Date;
  askedAt: Date | null;
  failures: number;
  error: string | null;
}

export async function findFeedSources(sql: Connection, { orgId }: OrganizationScope): Promise<FeedSource[]> {
  return sql<FeedSource[]>`select * from feed_sources where org_id = ${orgId} order by kind`;
}

/** Feeds that are to be fetched by now, of all organizations. */
export async function findDueFeeds(sql: Connection, now: Date): Promise<Pick<FeedSource, 'orgId' | 'kind'>[]> {
  return sql<Pick<FeedSource, 'orgId' | 'kind'>[]>`
    select org_id, kind from feed_sources where next_at <= ${now} order by next_at`;
}

/** Sets where a feed is fetched from; it is due at once. */
export async function putFeedSource(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { kind, address, host, nextAt }: Pick<FeedSource, 'kind' | 'address' | 'host' | 'nextAt'>,
): Promise<void> {
  await tx`
    insert into feed_sources (org_id, kind, address, host, next_at, failures) values (${orgId}, ${kind}, ${address}, ${host}, ${nextAt}, 0)
    on conflict (org_id, kind) do update set address = excluded.address, host = excluded.host, next_at = excluded.next_at,
      etag = null, last_modified = null, failures = 0, error = null`;
}

/** @returns whether there was one */
export async function deleteFeedSource(
  tx: Transaction,
  { orgId }: OrganizationScope,
  kind: FeedKind,
): Promise<FeedSource | null> {
  const [row] = await tx<FeedSource[]>`delete from feed_sources where org_id = ${orgId} and kind = ${kind} returning *`;
  return row ?? null;
}

/** Makes it due. @returns whether there is an address */
export async function hurryFeedSource(
  tx: Transaction,
  { orgId }: OrganizationScope,
  kind: FeedKind,
  now: Date,
): Promise<FeedSource | null> {
  const [row] = await tx<FeedSource[]>`
    update feed_sources set next_at = ${now} where org_id = ${orgId} and kind = ${kind} returning *`;
  return row ?? null;
}

/** Notes how an attempt went. @param address of the attempt: another one that was set meanwhile is left alone */
export async function settleFeedSource(
  tx: Transaction,
  { orgId, kind, address, etag, lastModified, nextAt, askedAt, failures, error }: FeedSource,
): Promise<void> {
  await tx`
    update feed_sources set etag = ${etag}, last_modified = ${lastModified}, next_at = ${nextAt}, asked_at = ${askedAt},
      failures = ${failures}, error = ${error}
    where org_id = ${orgId} and kind = ${kind} and address = ${address}`;
}
