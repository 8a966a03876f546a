import { inSnapshot } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';

/** Milliseconds for one page: its statement may pass many rows that the filter leaves out. */
const PAGE_TIMEOUT = 60_000;

/**
 * Reads as of one moment, however long they take: what is imported meanwhile neither doubles nor drops a row. A page may
 * take longer than one that a person waits for.
 */
export function atOneMoment<T>(ctx: Context, read: (seen: Context) => Promise<T>): Promise<T> {
  return inSnapshot(ctx.readSql, async (tx) => {
    await tx.unsafe(`set local statement_timeout = ${PAGE_TIMEOUT}`);
    // As for reads of screens: a plan that was made without the values would take a rare one for a common one.
    await tx.unsafe('set local plan_cache_mode = force_custom_plan');
    return read({ ...ctx, readSql: Object.assign(tx, { begin: ctx.readSql.begin }) });
  });
}
