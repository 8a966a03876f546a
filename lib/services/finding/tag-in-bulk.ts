import { ensureMonths } from '#db/partitions.ts';
import { lockBulk } from '#db/queries/exceptions-bulk.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { BulkTagBody, BulkTagResult } from '#lib/contracts/finding-bulk.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { forgetOldChanges } from './forget-old-changes.ts';
import { requireSame } from './require-same.ts';
import { tagFindings } from './tag-findings.ts';

/**
 * Puts tags on many findings and takes them off, in one transaction: all or none.
 * @throws Fault forbidden; not_found for an id; conflict when it would be about other findings than the preview showed;
 *   invalid_input for more findings than can be changed at once, or more tags than one of them or the organization may have
 */
export async function tagInBulk(ctx: Context, { token, ...body }: BulkTagBody): Promise<BulkTagResult> {
  permit(ctx, 'finding:write', 'repositories');
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    await lockBulk(tx, ctx);
    await forgetOldChanges(tx, ctx.orgId, now);
    const { findings, changed, batch, token: found } = await tagFindings(ctx, tx, body, now);
    if (token !== undefined) requireSame(token, found);
    if (changed > 0) {
      const target = await organizationTarget(tx, ctx.orgId);
      const detail = { added: body.add, removed: body.remove, findings: changed };
      await writeAudit(tx, auditSource(ctx), { verb: 'finding.tags_changed', target, detail });
    }
    return { findings, changed, batch };
  });
}
