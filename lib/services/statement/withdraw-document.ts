import { findDocument, lockStatements, withdrawDocument as withdrawRow } from '#db/queries/statements-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { documentTarget } from './document-target.ts';
import { orderFollowing } from './order-following.ts';

/**
 * Withdraws a document: it states nothing any more, and what rests on it comes back, repository by repository.
 * @throws Fault forbidden, not_found; conflict when it was withdrawn before
 */
export async function withdrawDocument(ctx: Context, id: number): Promise<void> {
  permit(ctx, 'exception:decide', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    await lockStatements(tx, ctx);
    const document = await findDocument(tx, ctx, id);
    if (document === null) throw new Fault('not_found', 'There is no such document.');
    if (document.withdrawnAt !== null) {
      throw new Fault(
        'conflict',
        `This document was withdrawn by ${document.withdrawnBy} already. Nothing was changed.`,
      );
    }
    await orderFollowing(tx, ctx, [id]);
    await withdrawRow(tx, ctx, id, { at: ctx.now(), by: ctx.credential.name });
    await writeAudit(tx, auditSource(ctx), {
      verb: 'statement.withdrawn',
      target: documentTarget(id, document.name),
      detail: { author: document.author, version: document.version, statements: document.statements },
    });
  });
}
