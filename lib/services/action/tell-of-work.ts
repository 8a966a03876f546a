import type { Transaction } from '#db/client.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import type { Context } from '#lib/context.ts';
import type { WorkEventKind } from '#lib/domain/action/work.ts';
import { MOST_LISTED } from '#lib/domain/outbox/event.ts';
import type { Done } from './done.ts';

function toldAs(event: WorkEventKind): 'action_claimed' | 'action_awaiting' | null {
  if (event === 'claimed') return 'action_claimed';
  return event === 'said_fixed' ? 'action_awaiting' : null;
}

/** An entry of the outbox for each repository, of what others are told of. */
export async function tellOfWork(tx: Transaction, ctx: Context, done: readonly Done[]): Promise<void> {
  for (const [repoId, ofRepository] of Map.groupBy(done, ({ row }) => row.repoId)) {
    const kind = toldAs(ofRepository[0]?.changed.event ?? 'released');
    if (kind === null) continue;
    const actions = ofRepository.slice(0, MOST_LISTED).map(({ row }) => ({ number: row.number, kind: row.kind }));
    const detail = { count: ofRepository.length, actions };
    const cause = { at: ctx.now(), upload: 0, userId: ctx.userId };
    await insertOutbox(tx, { orgId: ctx.orgId, repoId }, { ...cause, kind, detail });
  }
}
