import type { Transaction } from '#db/client.ts';
import { deleteOldBulkChanges } from '#db/queries/bulk-changes.ts';
import { addDays } from '#lib/domain/time.ts';

/** What changes of many findings replaced is kept for a day: each new one removes those that are older. */
export const forgetOldChanges = (tx: Transaction, orgId: number, now: Date): Promise<void> =>
  deleteOldBulkChanges(tx, { orgId }, addDays(now, -1));
