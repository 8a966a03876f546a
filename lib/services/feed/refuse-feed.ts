import { type FeedLoad, findFeedLoad, finishFeedLoad } from '#db/queries/feed-loads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { InvalidRow } from '#lib/domain/feed/feed.ts';
import type { BoundSystem } from '#lib/system.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { feedTarget } from './feed-target.ts';

interface Invalid {
  count: number;
  listed: readonly InvalidRow[];
}

/** Says of a file that it was refused, and why. What was loaded before stays. */
export async function refuseFeed(
  system: BoundSystem,
  { orgId, id, kind }: Pick<FeedLoad, 'orgId' | 'id' | 'kind'>,
  reason: string,
  invalid: Invalid = { count: 0, listed: [] },
): Promise<void> {
  const at = system.now();
  await inTransaction(system.sql, async (tx) => {
    if ((await findFeedLoad(tx, { orgId }, id))?.state !== 'received') return;
    const facts = { dataAt: null, rows: 0, changed: 0, older: 0, invalid: invalid.count, invalidRows: invalid.listed };
    await finishFeedLoad(tx, { orgId }, id, { state: 'refused', finishedAt: at, reason, ...facts });
    const by = { orgId, at, actor: { kind: 'system', id: null, name: 'worker' }, source: null } as const;
    await writeAudit(tx, by, { verb: 'feed.refused', target: feedTarget(kind), detail: { reason } });
  });
}
