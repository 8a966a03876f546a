import type { InferSelectModel } from 'drizzle-orm';
import type { Connection, Transaction } from '../client.ts';
import type { deliveries } from '../schema/index.ts';
import type { OrganizationScope } from './scope.ts';
import type { SinkScope } from './sinks.ts';

export type DeliveryRow = InferSelectModel<typeof deliveries>;
export type NewDelivery = Pick<DeliveryRow, 'messageId' | 'events' | 'eventAt' | 'body' | 'createdAt'>;

/** Adds a message to be sent; one that there is already is sent again, with the content that it had. */
export async function insertDelivery(tx: Transaction, { orgId, sinkId }: SinkScope, row: NewDelivery): Promise<void> {
  await tx`
    insert into deliveries (org_id, sink_id, message_id, events, event_at, body, state, attempts, created_at)
    values (${orgId}, ${sinkId}, ${row.messageId}, ${row.events}::text[], ${row.eventAt}, ${row.body}, 'waiting', 0, ${row.createdAt})
    on conflict (org_id, sink_id, message_id) do update set state = 'waiting', replayed = true, attempts = 0`;
}

/** Adds one that was sent already: a test. */
export async function insertTestDelivery(
  tx: Transaction,
  { orgId, sinkId }: SinkScope,
  row: NewDelivery & Pick<DeliveryRow, 'state' | 'answer' | 'answerStatus'>,
): Promise<number> {
  const deliveredAt = row.state === 'delivered' ? row.createdAt : null;
  const [made] = await tx<{ id: number }[]>`
    insert into deliveries (org_id, sink_id, message_id, events, event_at, body, state, attempts, attempted_at,
      answer_status, answer, created_at, delivered_at)
    values (${orgId}, ${sinkId}, ${row.messageId}, ${row.events}::text[], ${row.eventAt}, ${row.body}, ${row.state}, 1,
      ${row.createdAt}, ${row.answerStatus}, ${row.answer}, ${row.createdAt}, ${deliveredAt})
    returning id`;
  return made?.id ?? 0;
}

/** The next one to be sent: the oldest that waits, because receivers get events in their order. */
export async function findNextDelivery(sql: Connection, { orgId, sinkId }: SinkScope): Promise<DeliveryRow | null> {
  const [row] = await sql<DeliveryRow[]>`
    select d.* from deliveries d
    where d.org_id = ${orgId} and d.sink_id = ${sinkId} and d.state = 'waiting' order by d.id limit 1`;
  return row ?? null;
}

export type Attempt = Pick<DeliveryRow, 'state' | 'attemptedAt' | 'answerStatus' | 'answer'>;

export async function noteDelivery(
  tx: Transaction,
  { orgId, sinkId }: SinkScope,
  id: number,
  row: Attempt,
): Promise<void> {
  const deliveredAt = row.state === 'delivered' ? row.attemptedAt : null;
  await tx`
    update deliveries set state = ${row.state}, attempts = attempts + 1, attempted_at = ${row.attemptedAt},
      answer_status = ${row.answerStatus}, answer = ${row.answer}, delivered_at = coalesce(${deliveredAt}, delivered_at)
    where org_id = ${orgId} and sink_id = ${sinkId} and id = ${id}`;
}

/** Gives up the one that is next; returns whether there was one. */
export async function skipNextDelivery(tx: Transaction, { orgId, sinkId }: SinkScope): Promise<boolean> {
  const rows = await tx`
    update deliveries set state = 'failed'
    where org_id = ${orgId} and sink_id = ${sinkId} and id = (
      select min(d.id) from deliveries d where d.org_id = ${orgId} and d.sink_id = ${sinkId} and d.state = 'waiting')
    returning 1`;
  return rows.length > 0;
}

/** Marks one to be sent again; null when the sink has no such delivery. */
export async function replayDelivery(
  tx: Transaction,
  { orgId, sinkId }: SinkScope,
  id: number,
): Promise<string | null> {
  const [row] = await tx<{ messageId: string }[]>`
    update deliveries set state = 'waiting', replayed = true, attempts = 0
    where org_id = ${orgId} and sink_id = ${sinkId} and id = ${id} and not 'test' = any(events)
    returning message_id`;
  return row?.messageId ?? null;
}

/** A page of a sink's deliveries, the newest first. */
export async function listDeliveries(
  sql: Connection,
  { orgId, sinkId }: SinkScope,
  before: number | null,
  limit: number,
): Promise<DeliveryRow[]> {
  return sql<DeliveryRow[]>`
    select d.* from deliveries d
    where d.org_id = ${orgId} and d.sink_id = ${sinkId} and d.id < ${before ?? 2_147_483_647}
    order by d.id desc limit ${limit}`;
}

/** Removes those from before a time that are not waiting; of all sinks of an organization. */
export async function deleteDeliveriesBefore(
  tx: Transaction,
  { orgId }: OrganizationScope,
  before: Date,
): Promise<void> {
  await tx`delete from deliveries where org_id = ${orgId} and created_at < ${before} and state <> 'waiting'`;
}
