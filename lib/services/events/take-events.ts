import { createHash } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import {
  addEventBatch,
  addEventTallies,
  countFacts,
  noteEventStream,
  type TallyRow,
} from '#db/queries/workload-events.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { Observed } from '#lib/domain/privilege/events/fact.ts';
import { MOST_FACTS_OF_A_DAY } from '#lib/domain/privilege/events/windows.ts';
import { homeOf } from '#lib/domain/privilege/inventory-facts.ts';
import { startOfDay } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuseEarly } from '../upload/refuse-early.ts';
import { repositoryForDelivery } from '../upload/repository-for-delivery.ts';

export interface EventDelivery {
  /** Of Aembit's tenant, as the repository is called. */
  system: string;
  events: readonly Observed[];
  sha256: Buffer;
  /** Empty without one. */
  channel: string;
}

const TRIES = 5;

/**
 * Counts the events of batches, each in its system. They are in the database when this returns, and the same batch again
 * counts once. A job makes an inventory of them.
 * @returns the number of the first batch in its channel
 * @throws Fault forbidden, unavailable, conflict for a name that a repository with code has
 */
export async function takeEvents(ctx: Context, deliveries: readonly EventDelivery[]): Promise<number> {
  permit(ctx, 'upload:write', 'repositories');
  const params = deliveries.map(({ system }) => paramsOf(system));
  for (const each of params) await refuseEarly(ctx, each);
  return inTransaction(ctx.sql, async (tx) => {
    const acks: number[] = [];
    for (const each of deliveries) acks.push(await takeIn(tx, ctx, each));
    return acks[0] ?? 0;
  });
}

export const paramsOf = (system: string) => ({
  repo: homeOf({ source: 'aembit', scope: system }),
  pipeline: 'inventory',
});

async function takeIn(tx: Transaction, ctx: Context, delivery: EventDelivery): Promise<number> {
  const now = ctx.now();
  const { system, events, sha256, channel } = delivery;
  const input = { params: paramsOf(system), kind: 'system' as const };
  const repository = await repositoryForDelivery(tx, ctx, input, now);
  const scope = { orgId: ctx.orgId, repoId: repository.id };
  const { tokenId, name } = ctx.credential;
  // First: batches of one system wait for one another here, so that each gets the next number of its channel.
  if (await noteEventStream(tx, scope, { now, tokenId, credentialName: name })) {
    // Once for each sender: an entry for each batch would be all that the log has.
    const target = { kind: 'repository' as const, id: repository.fullName, name: repository.fullName };
    await writeAudit(tx, auditSource(ctx), { verb: 'upload.events_begun', target, detail: {} });
  }
  const { ack, isNew } = await batchOf(tx, scope, { channel, sha256, receivedAt: now });
  if (isNew) await tally(tx, scope, talliesOf(events));
  return ack;
}

/** @throws Fault unavailable where a day has too many facts: what was taken stays, and nothing is left out in silence */
async function tally(tx: Transaction, scope: RepositoryScope, rows: readonly TallyRow[]): Promise<void> {
  await addEventTallies(tx, scope, rows);
  for (const day of new Set(rows.map((row) => row.day.getTime()))) {
    if ((await countFacts(tx, scope, new Date(day), MOST_FACTS_OF_A_DAY + 1)) <= MOST_FACTS_OF_A_DAY) continue;
    const most = MOST_FACTS_OF_A_DAY.toLocaleString('en');
    throw new Fault('unavailable', `Events of one day say more than ${most} different things.`, { retryAfter: 3600 });
  }
}

async function batchOf(
  tx: Transaction,
  scope: RepositoryScope,
  batch: { channel: string; sha256: Buffer; receivedAt: Date },
): Promise<{ ack: number; isNew: boolean }> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const added = await addEventBatch(tx, scope, batch);
    if (added !== null) return added;
  }
  throw new Fault('unavailable', 'Too many batches came at the same time. Send this one again.', { retryAfter: 1 });
}

/** One row for each day and fact. */
function talliesOf(events: readonly Observed[]): TallyRow[] {
  const rows = new Map<string, TallyRow>();
  for (const { fact, at } of events) {
    const day = startOfDay(at);
    const key = createHash('sha256').update(JSON.stringify(fact)).digest('hex').slice(0, 32);
    const known = rows.get(`${day.getTime()} ${key}`);
    if (known === undefined) rows.set(`${day.getTime()} ${key}`, { day, key, fact, count: 1, lastAt: at });
    else {
      known.count += 1;
      if (at > known.lastAt) known.lastAt = at;
    }
  }
  return [...rows.values()];
}
