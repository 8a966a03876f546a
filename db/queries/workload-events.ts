import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Fact, Tally } from '#lib/domain/privilege/events/fact.ts';
import type { Connection, Transaction } from '../client.ts';
import { inScope, type OrganizationScope, type RepositoryScope } from './scope.ts';

export interface EventStream {
  repoId: number;
  /** Batches until now. */
  received: number;
  tokenId: number | null;
  credentialName: string;
}

/** Counts a batch, and notes who sent it. @returns whether somebody else did, or nobody, before */
export async function noteEventStream(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { now, tokenId, credentialName }: Pick<EventStream, 'tokenId' | 'credentialName'> & { now: Date },
): Promise<boolean> {
  const [row] = await tx<{ isOther: boolean }[]>`
    with before as (
      select token_id, credential_name from event_streams where org_id = ${orgId} and repo_id = ${repoId})
    insert into event_streams as s (org_id, repo_id, received, gathered, last_received_at, token_id, credential_name)
    values (${orgId}, ${repoId}, 1, 0, ${now}, ${tokenId}, ${credentialName})
    on conflict (org_id, repo_id) do update set
      received = s.received + 1, last_received_at = greatest(s.last_received_at, excluded.last_received_at),
      token_id = excluded.token_id, credential_name = excluded.credential_name
    returning not exists (
      select 1 from before b where b.token_id is not distinct from s.token_id and b.credential_name = s.credential_name
    ) as is_other`;
  return row?.isOther ?? false;
}

export interface EventBatch {
  channel: string;
  sha256: Buffer;
  receivedAt: Date;
}

/** The number of a batch in its channel; null where others took numbers at the same time, so that it is asked again. */
export async function addEventBatch(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { channel, sha256, receivedAt }: EventBatch,
): Promise<{ ack: number; isNew: boolean } | null> {
  const [added] = await tx<{ ack: number }[]>`
    insert into event_batches (org_id, repo_id, channel, sha256, ack, received_at)
    select ${orgId}, ${repoId}, ${channel}, ${sha256}, coalesce(max(b.ack), -1) + 1, ${receivedAt}::timestamptz
    from event_batches b where b.org_id = ${orgId} and b.repo_id = ${repoId} and b.channel = ${channel}
    on conflict do nothing
    returning ack`;
  if (added !== undefined) return { ack: added.ack, isNew: true };
  const [known] = await tx<{ ack: number }[]>`
    select ack from event_batches
    where org_id = ${orgId} and repo_id = ${repoId} and channel = ${channel} and sha256 = ${sha256}`;
  return known === undefined ? null : { ack: known.ack, isNew: false };
}

/** Those of these numbers that were given in a channel. */
export async function findEventAcks(
  sql: Connection,
  scope: ReadScope,
  { channel, acks }: { channel: string; acks: readonly number[] },
): Promise<Set<number>> {
  const rows = await sql<{ ack: number }[]>`
    select distinct ack from event_batches
    where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id')} and channel = ${channel}
      and ack = any(${[...acks]}::int[])`;
  return new Set(rows.map(({ ack }) => ack));
}

export interface TallyRow {
  day: Date;
  /** Hex. */
  key: string;
  fact: Fact;
  count: number;
  lastAt: Date;
}

/** Adds to what was counted, in one order, so that batches that arrive together wait for one another and never in a circle. */
export async function addEventTallies(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly TallyRow[],
): Promise<void> {
  await tx`
    insert into event_tallies as t (org_id, repo_id, day, key, fact, count, last_at)
    select ${orgId}, ${repoId}, r.day, decode(r.key, 'hex'), r.fact, r.count, r."lastAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r(day timestamptz, key text, fact jsonb, count int, "lastAt" timestamptz)
    order by r.day, r.key
    on conflict (org_id, repo_id, day, key) do update set
      count = least(t.count::bigint + excluded.count, 2000000000)::int, last_at = greatest(t.last_at, excluded.last_at)`;
}

/** How many things the events of a day say, up to `limit`. */
export async function countFacts(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  day: Date,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from event_tallies where org_id = ${orgId} and repo_id = ${repoId} and day = ${day} limit ${limit}) few`;
  return row?.count ?? 0;
}

/** What was counted since a day, over all days. */
export async function listEventTallies(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  since: Date,
): Promise<Tally[]> {
  return sql<Tally[]>`
    select (array_agg(fact order by day desc))[1] as fact, least(sum(count), 2000000000)::int as count,
      max(last_at) as last_at
    from event_tallies where org_id = ${orgId} and repo_id = ${repoId} and day >= ${since}
    group by key order by key`;
}

/** Streams of which something came since an inventory was made. */
export async function findEventStreams(sql: Connection, { orgId }: OrganizationScope): Promise<EventStream[]> {
  return sql<EventStream[]>`
    select repo_id, received, token_id, credential_name from event_streams
    where org_id = ${orgId} and received > gathered order by repo_id`;
}

/** An inventory has the batches until this one; what is older than the two times is forgotten. */
export async function noteEventsGathered(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { gathered, talliesBefore, batchesBefore }: { gathered: number; talliesBefore: Date; batchesBefore: Date },
): Promise<void> {
  await tx`
    update event_streams set gathered = ${gathered} where org_id = ${orgId} and repo_id = ${repoId}`;
  await tx`delete from event_tallies where org_id = ${orgId} and repo_id = ${repoId} and day < ${talliesBefore}`;
  await tx`delete from event_batches where org_id = ${orgId} and repo_id = ${repoId} and received_at < ${batchesBefore}`;
}
