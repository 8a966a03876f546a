import { ensureMonths } from '#db/partitions.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { type AddedTo, addInBulk } from './add-in-bulk.ts';
import type { Selection } from './find-selection.ts';

/** Thrown with what was found out, so that the transaction that tried it is taken back. */
class Tried extends Error {
  readonly added: readonly AddedTo[];
  constructor(added: readonly AddedTo[]) {
    super('tried only');
    this.added = added;
  }
}

/** Makes a bulk decision and takes it back: what it did to each repository. */
export async function tryInBulk(ctx: Context, kind: Decision, { findings }: Selection): Promise<readonly AddedTo[]> {
  if (findings.length === 0) return [];
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  const by = actedBy(ctx);
  try {
    await inTransaction(ctx.sql, async (tx) => {
      const asked = { kind, reason: 'preview', evidenceUrl: null, expiresAt: null };
      const at = { orgId: ctx.orgId, now, ...causeOf(ctx) };
      throw new Tried(await addInBulk(tx, at, findings, asked, { requester: by, decider: by }));
    });
  } catch (error) {
    if (error instanceof Tried) return error.added;
    throw error;
  }
  return [];
}
