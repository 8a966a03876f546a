import { ensureMonths } from '#db/partitions.ts';
import { type BulkChange, deleteBulkChanges, findBulkChanges } from '#db/queries/bulk-changes.ts';
import { lockBulk } from '#db/queries/exceptions-bulk.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { UndoResult } from '#lib/contracts/finding-bulk.ts';
import { can } from '#lib/domain/access/access.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { inRepositories } from '../exception/in-repositories.ts';
import { giveBackSeverity } from './give-back-severity.ts';
import { giveBackTags } from './give-back-tags.ts';
import { requireFewTags } from './require-few-tags.ts';

/**
 * Undoes a change of many findings, in one transaction. What somebody changed since stays as they want it.
 * @throws Fault not_found when there is nothing to undo; forbidden unless the caller did it, or decides about exceptions
 */
export async function undoBulkChange(ctx: Context, batch: string): Promise<UndoResult> {
  permit(ctx, 'finding:write', 'repositories');
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    await lockBulk(tx, ctx);
    const changes = await findBulkChanges(tx, ctx.readScope, batch);
    if (changes.length === 0) {
      throw new Fault('not_found', 'There is no such change: it was undone, or is older than a day.');
    }
    requireOwn(ctx, changes);
    const done = await inRepositories(tx, { orgId: ctx.orgId, now }, changes, async (at, own) => {
      const tagged = await giveBackTags(ctx, at, own);
      const rated = await giveBackSeverity(ctx, at, own);
      await deleteBulkChanges(tx, at.scope, batch);
      return tagged + rated;
    });
    const findings = done.reduce((sum, count) => sum + count, 0);
    const isTags = changes.some(({ replaced }) => replaced.what === 'tags');
    if (isTags) await requireFewTags(tx, ctx);
    await writeAudit(tx, auditSource(ctx), {
      verb: isTags ? 'finding.tags_changed' : 'finding.severity_unset',
      target: await organizationTarget(tx, ctx.orgId),
      detail: { undone: batch, findings },
    });
    return { findings, kept: changes.length - findings };
  });
}

function requireOwn(ctx: Context, changes: readonly BulkChange[]): void {
  const { personId } = actedBy(ctx);
  const isOwn = personId !== null && changes.every(({ userId }) => userId === personId);
  if (isOwn || can(ctx.principal, 'exception:decide', { orgId: ctx.orgId })) return;
  throw new Fault('forbidden', 'Only who made this change, or who decides about exceptions, may undo it.', {
    denied: 'exception:decide',
  });
}
