import { ensureMonths } from '#db/partitions.ts';
import { lockBulk } from '#db/queries/exceptions-bulk.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { BulkTagBody, BulkTagResult } from '#lib/contracts/finding-bulk.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { findSelection } from '../exception/find-selection.ts';
import { inRepositories } from '../exception/in-repositories.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { applyTags } from './apply-tags.ts';
import { requireFewTags } from './require-few-tags.ts';

/**
 * Puts tags on many findings and takes them off, in one transaction: all or none. Taking off what was put on undoes it.
 * @throws Fault forbidden; not_found for an id; invalid_input for more findings than can be changed at once, or more tags
 *   than one of them or the organization may have
 */
export async function tagInBulk(ctx: Context, body: BulkTagBody): Promise<BulkTagResult> {
  permit(ctx, 'finding:write', 'repositories');
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    await lockBulk(tx, ctx);
    const { all } = await findSelection(ctx, tx, body);
    const changed = await inRepositories(tx, { orgId: ctx.orgId, now }, all, (at, own) => {
      const numbers = own.map(({ number }) => number);
      return applyTags(at, numbers, body, causeOf(ctx));
    });
    const total = changed.reduce((sum, count) => sum + count, 0);
    const result = { findings: all.length, changed: total };
    if (total === 0) return result;
    await requireFewTags(tx, ctx);
    const target = await organizationTarget(tx, ctx.orgId);
    const detail = { added: body.add, removed: body.remove, findings: total };
    await writeAudit(tx, auditSource(ctx), { verb: 'finding.tags_changed', target, detail });
    return result;
  });
}
