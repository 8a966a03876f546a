import { insertDelivery, type NewDelivery } from '#db/queries/deliveries.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { findOutboxEnd, type OutboxEntry, readOutbox } from '#db/queries/outbox.ts';
import { moveSink, type SinkRow } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import { type OutboxPosition, placeAfter } from '#lib/domain/outbox/position.ts';
import { outboxKindsOf } from '#lib/domain/sink/outbox-kinds.ts';
import { SINKS } from '#lib/sinks/all.ts';
import type { Told } from '#lib/sinks/contract.ts';
import { tell } from '#lib/sinks/tell.ts';
import type { BoundSystem } from '#lib/system.ts';
import { messageIdOf } from './message-id.ts';

/** Entries of the outbox that are read at a time. */
const BATCH = 200;

/**
 * Makes messages of what happened after the sink's place in the outbox, and moves the place, in one transaction.
 * @param claim of the worker that has the sink: nothing is written once another one has it, or the place is another
 * @returns whether any message was made
 */
export async function fillDeliveries(system: BoundSystem, sink: SinkRow, claim: string): Promise<boolean> {
  const { sql } = system;
  const organization = (await findOrganization(sql, sink.orgId))?.name ?? '';
  const kinds = outboxKindsOf(sink.events);
  let after: OutboxPosition = { transaction: sink.transaction, id: sink.entry };
  for (;;) {
    // Asked before: what can be read at that time is read by what follows.
    const end = await findOutboxEnd(sql);
    const entries = await readOutbox(sql, sink, after, { kinds, limit: BATCH });
    const to = placeAfter(after, { entries, limit: BATCH, end });
    const messages = messagesOf(system, sink, organization, entries);
    const had = await inTransaction(sql, async (tx) => {
      const scope = { orgId: sink.orgId, sinkId: sink.id };
      if (!(await moveSink(tx, scope, { from: after, to, claim }))) return false;
      // Sent together; the server takes them in their order.
      await Promise.all(messages.map((message) => insertDelivery(tx, scope, message)));
      return true;
    });
    if (!had) return false;
    if (messages.length > 0) return true;
    if (entries.length < BATCH) return false;
    after = to;
  }
}

/** Messages in the order of their events, each with as many as the sink takes at a time. */
function messagesOf(
  system: BoundSystem,
  sink: SinkRow,
  organization: string,
  entries: readonly OutboxEntry[],
): NewDelivery[] {
  const { bodyOf, mostEvents } = SINKS[sink.kind];
  const told = entries.flatMap((entry) => {
    const place = { organization, repository: entry.fullName, publicUrl: system.publicUrl };
    return tell(entry, place, { events: sink.events, scoreDrop: sink.scoreDrop });
  });
  const messages: NewDelivery[] = [];
  for (let from = 0; from < told.length; from += mostEvents) {
    const group = told.slice(from, from + mostEvents);
    messages.push({
      messageId: messageIdOf({ orgId: sink.orgId, sinkId: sink.id }, group),
      events: [...new Set(group.map(({ event }) => event.type))],
      eventAt: new Date(newestOf(group)),
      body: bodyOf(group),
      createdAt: system.now(),
    });
  }
  return messages;
}

const newestOf = (group: readonly Told[]): string =>
  group.reduce((newest, { event }) => (event.timestamp > newest ? event.timestamp : newest), '');
