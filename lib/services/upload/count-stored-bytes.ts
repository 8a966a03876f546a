import { addStoredBytes } from '#db/queries/delivery-rates.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';

/** Adds an accepted report to the bytes that the organization keeps, where these are limited. */
export async function countStoredBytes(
  { sql, env, orgId }: Pick<Context, 'sql' | 'env' | 'orgId'>,
  bytes: number,
): Promise<void> {
  if (env.STORED_REPORTS_GB === undefined) return;
  await inTransaction(sql, (tx) => addStoredBytes(tx, { orgId }, bytes));
}
