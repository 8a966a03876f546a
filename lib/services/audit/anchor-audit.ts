import { takeDailyAnchor } from '#db/queries/audit.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { inTransaction } from '#db/transaction.ts';
import { dayOf } from '#lib/domain/time.ts';
import type { System } from '#lib/system.ts';

/**
 * Tells, once a day, where the audit log of each organization ends. Whoever receives it outside of this installation can
 * prove later that the log up to there was not written anew. Doing it again on the same day changes nothing.
 */
export async function anchorAudit({ systemSql, now }: Pick<System, 'systemSql' | 'now'>): Promise<void> {
  for (const orgId of await listOrganizationIds(systemSql)) {
    await inTransaction(systemSql.boundTo(orgId), async (tx) => {
      const at = now();
      const head = await takeDailyAnchor(tx, { orgId }, dayOf(at));
      if (head === null) return;
      await insertOutbox(tx, { orgId }, { at, upload: 0, userId: null, kind: 'audit_anchored', detail: head });
    });
  }
}
