import type { InferSelectModel } from 'drizzle-orm';
import type { OutboxPosition } from '#lib/domain/outbox/position.ts';
import type { SinkState } from '#lib/domain/sink/sink.ts';
import type { Connection, Transaction } from '../client.ts';
import type { sinks } from '../schema/index.ts';
import type { OrganizationScope } from './scope.ts';

export type SinkRow = InferSelectModel<typeof sinks>;

/** One sink of an organization. */
export interface SinkScope extends OrganizationScope {
  sinkId: number;
}

type NewSink = Pick<SinkRow, 'kind' | 'name' | 'address' | 'host' | 'secrets' | 'events' | 'scoreDrop' | 'createdAt'>;

/** Makes a sink that begins with what happens from `from` on; null when there is one of this name. */
export async function insertSink(
  tx: Transaction,
  { orgId }: OrganizationScope,
  row: NewSink,
  from: OutboxPosition,
): Promise<number | null> {
  const [made] = await tx<{ id: number }[]>`
    insert into sinks (org_id, kind, name, address, host, secrets, events, score_drop, state, transaction, entry, failures, created_at)
    values (${orgId}, ${row.kind}, ${row.name}, ${row.address}, ${row.host}, ${row.secrets}, ${row.events}::text[],
      ${row.scoreDrop}, 'active', ${from.transaction}, ${from.id}, 0, ${row.createdAt})
    on conflict (org_id, name) do nothing returning id`;
  return made?.id ?? null;
}

export interface ListedSink extends SinkRow {
  waiting: number;
}

/** All of an organization: there are few. */
export async function listSinks(sql: Connection, { orgId }: OrganizationScope): Promise<ListedSink[]> {
  return sql<ListedSink[]>`
    select s.*, s.transaction::float8 as transaction, s.entry::float8 as entry,
      (select count(*)::int from deliveries d where d.org_id = ${orgId} and d.sink_id = s.id and d.state = 'waiting') as waiting
    from sinks s where s.org_id = ${orgId} order by s.name, s.id`;
}

export async function countSinks(sql: Connection, { orgId }: OrganizationScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from sinks where org_id = ${orgId}`;
  return row?.count ?? 0;
}

export async function findSink(sql: Connection, { orgId, sinkId }: SinkScope): Promise<SinkRow | null> {
  const [row] = await sql<SinkRow[]>`
    select s.*, s.transaction::float8 as transaction, s.entry::float8 as entry from sinks s
    where s.org_id = ${orgId} and s.id = ${sinkId}`;
  return row ?? null;
}

/** The same, for a change: nobody else changes it until the transaction ends. */
export async function lockSink(tx: Transaction, { orgId, sinkId }: SinkScope): Promise<SinkRow | null> {
  const [row] = await tx<SinkRow[]>`
    select s.*, s.transaction::float8 as transaction, s.entry::float8 as entry from sinks s
    where s.org_id = ${orgId} and s.id = ${sinkId} for update`;
  return row ?? null;
}

export type SinkChange = Pick<SinkRow, 'name' | 'address' | 'host' | 'events' | 'scoreDrop'>;

/** False when another sink has the name; to be called while nobody else names one. */
export async function updateSink(tx: Transaction, { orgId, sinkId }: SinkScope, row: SinkChange): Promise<boolean> {
  const rows = await tx`
    update sinks set name = ${row.name}, address = ${row.address}, host = ${row.host},
      events = ${row.events}::text[], score_drop = ${row.scoreDrop}
    where org_id = ${orgId} and id = ${sinkId}
      and not exists (select 1 from sinks o where o.org_id = ${orgId} and o.name = ${row.name} and o.id <> ${sinkId})
    returning 1`;
  return rows.length > 0;
}

/** Changes whether anything is sent; what failed before is forgotten, so that the next attempt comes at once. */
export async function setSinkState(tx: Transaction, { orgId, sinkId }: SinkScope, state: SinkState): Promise<void> {
  await tx`
    update sinks set state = ${state}, failures = 0, failing_since = null, next_at = null
    where org_id = ${orgId} and id = ${sinkId}`;
}

/** Stores signing secrets. @param formerEndsAt until when the one before the current one signs too */
export async function setSinkSecrets(
  tx: Transaction,
  { orgId, sinkId }: SinkScope,
  secrets: Buffer,
  formerEndsAt: Date,
): Promise<void> {
  await tx`
    update sinks set secrets = ${secrets}, former_secret_ends_at = ${formerEndsAt}
    where org_id = ${orgId} and id = ${sinkId}`;
}

export async function deleteSink(tx: Transaction, { orgId, sinkId }: SinkScope): Promise<void> {
  await tx`delete from sinks where org_id = ${orgId} and id = ${sinkId}`;
}

/** Organizations that something may have to be sent for. */
export async function listSendingOrganizations(sql: Connection): Promise<number[]> {
  const rows = await sql<{ orgId: number }[]>`
    select distinct org_id from sinks where state = 'active' order by org_id`;
  return rows.map(({ orgId }) => orgId);
}

/** Sinks that something may have to be sent to now. With `limit`, as `exists` would be joined: the whole outbox read. */
export async function findDueSinks(sql: Connection, { orgId }: OrganizationScope, now: Date): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from sinks s
    where s.org_id = ${orgId} and s.state = 'active' and (s.next_at is null or s.next_at <= ${now})
      and ((select o.id from outbox o where o.org_id = ${orgId} and (o.transaction, o.id) > (s.transaction, s.entry)
          order by o.transaction, o.id limit 1) is not null
        or (select d.id from deliveries d where d.org_id = ${orgId} and d.sink_id = s.id and d.state = 'waiting'
          order by d.id limit 1) is not null)
    order by id`;
  return rows.map(({ id }) => id);
}

/** Takes a sink for one worker until `until`, also from one whose time is over; null when nothing may be sent to it now. */
export async function claimSink(
  tx: Transaction,
  { orgId, sinkId }: SinkScope,
  claim: { claim: string; now: Date; until: Date },
): Promise<SinkRow | null> {
  const [row] = await tx<SinkRow[]>`
    update sinks set claim = ${claim.claim}, claimed_until = ${claim.until}
    where org_id = ${orgId} and id = ${sinkId} and state = 'active' and (next_at is null or next_at <= ${claim.now})
      and (claim is null or claim = ${claim.claim} or claimed_until < ${claim.now})
    returning *, transaction::float8 as transaction, entry::float8 as entry`;
  return row ?? null;
}

export async function releaseSink(tx: Transaction, { orgId, sinkId }: SinkScope, claim: string): Promise<void> {
  await tx`
    update sinks set claim = null, claimed_until = null where org_id = ${orgId} and id = ${sinkId} and claim = ${claim}`;
}

/** How the last attempt went. False when another worker has taken the sink meanwhile. */
export async function noteAttempt(
  tx: Transaction,
  { orgId, sinkId }: SinkScope,
  claim: string,
  after: Pick<SinkRow, 'failures' | 'failingSince' | 'nextAt' | 'state' | 'lastDeliveredAt'>,
): Promise<boolean> {
  const rows = await tx`
    update sinks set failures = ${after.failures}, failing_since = ${after.failingSince}, next_at = ${after.nextAt},
      last_delivered_at = ${after.lastDeliveredAt},
      state = case when state = 'active' then ${after.state} else state end
    where org_id = ${orgId} and id = ${sinkId} and claim = ${claim} returning 1`;
  return rows.length > 0;
}

/**
 * Moves a sink's place in the outbox; null claim: whoever has it. False when another worker has taken the sink, or somebody
 * has moved the place back, since it was at `from`.
 */
export async function moveSink(
  tx: Transaction,
  { orgId, sinkId }: SinkScope,
  { from, to, claim }: { from: OutboxPosition; to: OutboxPosition; claim: string | null },
): Promise<boolean> {
  const rows = await tx`
    update sinks set transaction = ${to.transaction}, entry = ${to.id}
    where org_id = ${orgId} and id = ${sinkId} and transaction = ${from.transaction} and entry = ${from.id}
      and (${claim}::text is null or claim = ${claim}::text)
    returning 1`;
  return rows.length > 0;
}
