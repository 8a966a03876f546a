import type { Transaction } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';

/** Thrown with what was found out, so that the transaction that tried it is taken back. */
class Tried<T> extends Error {
  readonly found: T;
  constructor(found: T) {
    super('tried only');
    this.found = found;
  }
}

/** Does it in a transaction that leaves nothing behind: what it would do is what it does, so that the two cannot disagree. */
export async function tryAndTakeBack<T>(ctx: Context, work: (tx: Transaction, now: Date) => Promise<T>): Promise<T> {
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  let tried: Tried<T> | null = null;
  try {
    return await inTransaction(ctx.sql, async (tx) => {
      tried = new Tried(await work(tx, now));
      throw tried;
    });
  } catch (error) {
    if (tried !== null && error === tried) return (tried as Tried<T>).found;
    throw error;
  }
}
