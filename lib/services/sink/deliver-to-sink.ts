import { randomUUID } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { type DeliveryRow, findNextDelivery, noteDelivery } from '#db/queries/deliveries.ts';
import { claimSink, noteAttempt, releaseSink, type SinkRow, type SinkScope } from '#db/queries/sinks.ts';
import { inTransaction } from '#db/transaction.ts';
import { afterFailure } from '#lib/domain/sink/retry.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { type Answer, isAccepted } from '#lib/sinks/send/post.ts';
import type { BoundSystem } from '#lib/system.ts';
import { fillDeliveries } from './fill-deliveries.ts';
import { sendMessage } from './send-message.ts';
import { stopSink } from './stop-sink.ts';

/** For one attempt; a worker that was stopped in between has lost the sink after it. */
const CLAIM_MS = MINUTE_MS;
/** Milliseconds after which a run leaves the rest to the next one: other jobs wait for this worker too. */
const RUN_MS = 30_000;

/**
 * Sends what waits for a sink, message after message in the order of their events, until nothing waits, an attempt fails,
 * or the time is up. Two workers never send to one sink at a time. A worker that dies after a message was taken and before
 * that is noted leaves it to be sent again, with the same id.
 */
export async function deliverToSink(system: BoundSystem, scope: SinkScope): Promise<void> {
  const claim = randomUUID();
  const began = performance.now();
  try {
    while (performance.now() - began < RUN_MS) {
      if (!(await deliverNext(system, scope, claim))) return;
    }
  } finally {
    await inTransaction(system.sql, (tx) => releaseSink(tx, scope, claim));
  }
}

/** Returns whether it is worth to go on. */
async function deliverNext(system: BoundSystem, scope: SinkScope, claim: string): Promise<boolean> {
  const now = system.now();
  const until = new Date(now.getTime() + CLAIM_MS);
  const sink = await inTransaction(system.sql, (tx) => claimSink(tx, scope, { claim, now, until }));
  if (sink === null) return false;
  const next = await findNextDelivery(system.sql, scope);
  if (next === null) return fillDeliveries(system, sink, claim);
  const answer = await sendMessage(system, sink, next);
  return inTransaction(system.sql, (tx) => noteAnswer(tx, system, { sink, delivery: next, answer, claim }));
}

interface Attempted {
  sink: SinkRow;
  delivery: DeliveryRow;
  answer: Answer;
  claim: string;
}

async function noteAnswer(
  tx: Transaction,
  system: BoundSystem,
  { sink, delivery, answer, claim }: Attempted,
): Promise<boolean> {
  const scope = { orgId: sink.orgId, sinkId: sink.id };
  const now = system.now();
  const accepted = isAccepted(answer);
  const next = accepted ? null : afterFailure(sink.failures, { ...answer, gone: answer.status === 410 }, now);
  const noted = await noteAttempt(tx, scope, claim, {
    failures: next?.failures ?? 0,
    failingSince: accepted ? null : (sink.failingSince ?? now),
    nextAt: next?.nextAt ?? null,
    lastDeliveredAt: accepted ? now : sink.lastDeliveredAt,
    state: next?.stopped ? 'stopped' : 'active',
  });
  // Another worker has the sink: what became of the message is for that one to note.
  if (!noted) return false;
  await noteDelivery(tx, scope, delivery.id, {
    state: accepted ? 'delivered' : 'waiting',
    ...{ attemptedAt: now, answerStatus: answer.status, answer: answer.text },
  });
  if (next?.stopped) await stopSink(tx, system, sink, next.failures);
  return accepted;
}
