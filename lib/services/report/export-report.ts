import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { LedgerParams } from '#lib/contracts/ledger.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { drawReport } from './draw-report.ts';
import { readReport } from './read-report.ts';

/**
 * The posture report of a period, of what the caller sees or chose, as a PDF.
 * @throws Fault invalid_input for a period that is none
 */
export async function exportReport(ctx: Context, period: LedgerParams): Promise<{ name: string; bytes: Buffer }> {
  permit(ctx, 'posture:read', 'repositories');
  const report = await readReport(ctx, period);
  const bytes = await drawReport(report);
  await inTransaction(ctx.sql, async (tx) =>
    writeAudit(tx, auditSource(ctx), {
      verb: 'report.downloaded',
      target: await organizationTarget(tx, ctx.orgId),
      detail: { from: period.from, to: period.to, scope: report.part },
    }),
  );
  return { name: `posture-${period.from}-${period.to}.pdf`, bytes };
}
