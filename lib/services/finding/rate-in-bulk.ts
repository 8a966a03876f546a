import { ensureMonths } from '#db/partitions.ts';
import { lockBulk } from '#db/queries/exceptions-bulk.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { BulkSeverityBody, BulkSeverityResult } from '#lib/contracts/finding-bulk.ts';
import { maskText } from '#lib/domain/redaction/mask-text.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { forgetOldChanges } from './forget-old-changes.ts';
import { rateFindings } from './rate-findings.ts';
import { ratedToken } from './rated-token.ts';
import { requireSame } from './require-same.ts';

/**
 * Sets the severity of many findings, in one transaction: all that the preview showed, or none.
 * @throws Fault forbidden; not_found for an id; invalid_input for more findings than can be changed at once; conflict when
 *   it is about other findings than the preview showed, or about none
 */
export async function rateInBulk(
  ctx: Context,
  { token, reason, ...body }: BulkSeverityBody,
): Promise<BulkSeverityResult> {
  permit(ctx, 'finding:write', 'repositories');
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  const { text } = maskText(reason);
  return inTransaction(ctx.sql, async (tx) => {
    await lockBulk(tx, ctx);
    await forgetOldChanges(tx, ctx.orgId, now);
    const { done, batch } = await rateFindings(ctx, tx, body, { reason: text, now });
    requireSame(token, ratedToken(done));
    const changed = done.filter(({ rated }) => rated.length > 0);
    const findings = changed.reduce((sum, { rated }) => sum + rated.length, 0);
    if (findings === 0) throw new Fault('conflict', 'There is nothing to set: all have this severity already.');
    await writeAudit(tx, auditSource(ctx), {
      verb: 'finding.severity_set',
      target: await organizationTarget(tx, ctx.orgId),
      detail: {
        ...{ to: body.severity, reason: text, findings, batch },
        repositories: changed.map(({ fullName, rated }) => `${fullName} ${rated.length}`).slice(0, 100),
      },
    });
    return { findings, repositories: changed.length, batch };
  });
}
