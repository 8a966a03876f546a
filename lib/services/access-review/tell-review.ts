import type { Transaction } from '#db/client.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import type { OutboxEvent } from '#lib/domain/outbox/event.ts';

type ReviewEvent = Extract<OutboxEvent, { kind: `review_${string}` }>;

/** Has webhooks told of an access review; of the demo's nothing is. */
export async function tellReview(
  tx: Transaction,
  { orgId, userId, now }: { orgId: number; userId: number | null; now: () => Date },
  { demo }: { demo: boolean },
  event: ReviewEvent,
): Promise<void> {
  if (!demo) await insertOutbox(tx, { orgId }, { at: now(), upload: 0, userId, ...event });
}
