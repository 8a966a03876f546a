import type { FeedDates } from '#lib/domain/action/reasons.ts';
import { FEED_KINDS, type FeedKind, type FeedLoadState, type FeedWay, type InvalidRow } from '#lib/domain/feed/feed.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface FeedLoad {
  orgId: number;
  id: number;
  kind: FeedKind;
  state: FeedLoadState;
  way: FeedWay;
  source: string | null;
  /** Who sent it, by the name of today, or the token by its name of that time; null: nobody. */
  by: string | null;
  forced: boolean;
  blob: string | null;
  bytes: number;
  sha256: Buffer;
  receivedAt: Date;
  finishedAt: Date | null;
  dataAt: Date | null;
  rows: number;
  changed: number;
  invalid: number;
  /** Records of OSV that were left out, because what is loaded of them is newer. */
  older: number;
  invalidRows: readonly InvalidRow[];
  reason: string | null;
}

export type NewFeedLoad = Pick<
  FeedLoad,
  'kind' | 'way' | 'source' | 'forced' | 'blob' | 'bytes' | 'sha256' | 'receivedAt'
> & { userId: number | null; byToken: string | null };

const COLUMNS = `l.org_id, l.id, l.kind, l.state, l.way, l.source, coalesce(u.name, l.by_token) as by, l.forced, l.blob,
  l.bytes, l.sha256, l.received_at, l.finished_at, l.data_at, l.rows, l.changed, l.invalid, l.older, l.invalid_rows, l.reason`;

export async function insertFeedLoad(
  tx: Transaction,
  { orgId }: OrganizationScope,
  load: NewFeedLoad,
): Promise<number> {
  const { kind, way, source, userId, byToken, forced, blob, bytes, sha256, receivedAt } = load;
  const [made] = await tx<{ id: number }[]>`
    insert into feed_loads (org_id, kind, state, way, source, user_id, by_token, forced, blob, bytes, sha256, received_at,
      rows, changed, invalid, invalid_rows)
    values (${orgId}, ${kind}, 'received', ${way}, ${source}, ${userId}, ${byToken}, ${forced}, ${blob}, ${bytes}, ${sha256},
      ${receivedAt}, 0, 0, 0, '[]') returning id`;
  return made?.id ?? 0;
}

export async function findFeedLoad(
  sql: Connection,
  { orgId }: OrganizationScope,
  id: number,
): Promise<FeedLoad | null> {
  const [row] = await sql<FeedLoad[]>`
    select ${sql.unsafe(COLUMNS)} from feed_loads l left join users u on u.org_id = l.org_id and u.id = l.user_id
    where l.org_id = ${orgId} and l.id = ${id}`;
  return row ?? null;
}

/** The load of a feed that counts now: the last one that took effect. */
export async function findLoaded(
  sql: Connection,
  { orgId }: OrganizationScope,
  kind: FeedKind,
): Promise<FeedLoad | null> {
  const [row] = await sql<FeedLoad[]>`
    select ${sql.unsafe(COLUMNS)} from feed_loads l left join users u on u.org_id = l.org_id and u.id = l.user_id
    where l.org_id = ${orgId} and l.kind = ${kind} and l.state = 'loaded' order by l.id desc limit 1`;
  return row ?? null;
}

/** Of which day the data of each feed is that counts now, and which of them are samples of the demo. */
export async function findFeedDates(sql: Connection, { orgId }: OrganizationScope): Promise<FeedDates> {
  const rows = await sql<{ kind: FeedKind; dataAt: Date | null; way: FeedWay }[]>`
    select distinct on (kind) kind, data_at, way from feed_loads
    where org_id = ${orgId} and state = 'loaded' order by kind, id desc`;
  const dates = Object.fromEntries(rows.flatMap(({ kind, dataAt }) => (dataAt === null ? [] : [[kind, dataAt]])));
  return { ...dates, samples: rows.filter(({ way }) => way === 'demo').map(({ kind }) => kind) };
}

/** Forgets the samples of the demo. @returns the feeds of which one counts until now; null: there were none */
export async function deleteSamples(tx: Transaction, { orgId }: OrganizationScope): Promise<FeedKind[] | null> {
  const rows = await tx<{ kind: FeedKind; way: FeedWay }[]>`
    select distinct on (kind) kind, way from feed_loads
    where org_id = ${orgId} and state = 'loaded' order by kind, id desc`;
  const gone = await tx`delete from feed_loads where org_id = ${orgId} and way = 'demo' returning id`;
  if (gone.length === 0) return null;
  return rows.filter(({ way }) => way === 'demo').map(({ kind }) => kind);
}

/** The newest loads of a feed, newest first. */
export async function findFeedLoads(
  sql: Connection,
  { orgId }: OrganizationScope,
  kind: FeedKind,
  limit: number,
): Promise<FeedLoad[]> {
  return sql<FeedLoad[]>`
    select ${sql.unsafe(COLUMNS)} from feed_loads l left join users u on u.org_id = l.org_id and u.id = l.user_id
    where l.org_id = ${orgId} and l.kind = ${kind} order by l.id desc limit ${limit}`;
}

export interface FeedOutcome {
  state: 'loaded' | 'refused';
  finishedAt: Date;
  dataAt: Date | null;
  rows: number;
  changed: number;
  invalid: number;
  older: number;
  invalidRows: readonly InvalidRow[];
  reason: string | null;
}

/** Says what became of a load; its stored file is not needed any more. */
export async function finishFeedLoad(
  tx: Transaction,
  { orgId }: OrganizationScope,
  id: number,
  { state, finishedAt, dataAt, rows, changed, invalid, older, invalidRows, reason }: FeedOutcome,
): Promise<void> {
  await tx`
    update feed_loads set state = ${state}, finished_at = ${finishedAt}, data_at = ${dataAt}, rows = ${rows},
      changed = ${changed}, invalid = ${invalid}, older = ${older}, invalid_rows = ${tx.json(invalidRows)}, reason = ${reason}, blob = null
    where org_id = ${orgId} and id = ${id}`;
}

/** Forgets the oldest loads of a feed beyond `keep`, but never the one that counts nor one that waits. */
export async function trimFeedLoads(
  tx: Transaction,
  { orgId }: OrganizationScope,
  kind: FeedKind,
  keep: number,
): Promise<void> {
  await tx`
    delete from feed_loads l where l.org_id = ${orgId} and l.kind = ${kind} and l.state <> 'received'
      and l.id <= (select id from feed_loads where org_id = ${orgId} and kind = ${kind} order by id desc offset ${keep} limit 1)
      and l.id <> coalesce((
        select max(id) from feed_loads where org_id = ${orgId} and kind = ${kind} and state = 'loaded'), 0)`;
}

export async function countWaitingFeeds(sql: Connection, { orgId }: OrganizationScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from feed_loads where org_id = ${orgId} and state = 'received'`;
  return row?.count ?? 0;
}

/** Files of all organizations that came before `before` and are not read yet. */
export async function findForgottenLoads(
  sql: Connection,
  before: Date,
): Promise<Pick<FeedLoad, 'orgId' | 'id' | 'kind'>[]> {
  return sql<Pick<FeedLoad, 'orgId' | 'id' | 'kind'>[]>`
    select org_id, id, kind from feed_loads where blob is not null and state = 'received' and received_at < ${before}
    order by id`;
}

/** The feeds of which something was loaded. */
export async function findLoadedKinds(sql: Connection, { orgId }: OrganizationScope): Promise<Set<FeedKind>> {
  const rows = await sql<{ kind: FeedKind }[]>`
    select kind from unnest(${[...FEED_KINDS]}::text[]) as known(kind)
    where exists (
      select 1 from feed_loads l where l.org_id = ${orgId} and l.kind = known.kind and l.state = 'loaded')`;
  return new Set(rows.map(({ kind }) => kind));
}
