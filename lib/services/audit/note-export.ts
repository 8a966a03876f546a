import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { AuditFilterParams } from '#lib/contracts/audit.ts';
import { permit } from '#lib/permit.ts';
import { auditSource, type Caller } from './audit-source.ts';
import { organizationTarget } from './organization-target.ts';
import { writeAudit } from './write-audit.ts';

/** Notes that the audit log leaves Plumbline, and which part of it, before its first line does. @throws Fault forbidden */
export async function noteExport(
  ctx: Caller & Pick<Context, 'sql' | 'principal' | 'readScope'>,
  filters: AuditFilterParams,
): Promise<void> {
  permit(ctx, 'audit:read', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const target = await organizationTarget(tx, ctx.orgId);
    const given = Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    await writeAudit(tx, auditSource(ctx), { verb: 'audit.exported', target, detail: Object.fromEntries(given) });
  });
}
