import { countAuditBefore } from '#db/queries/audit-retention.ts';
import { countRemovableReports } from '#db/queries/retention.ts';
import type { Context } from '#lib/context.ts';
import type { RetentionPreview, RetentionPreviewParams } from '#lib/contracts/retention.ts';
import { removableAudit } from '#lib/domain/retention/keep-audit.ts';
import { removableReports } from '#lib/domain/retention/keep-reports.ts';
import { permit } from '#lib/permit.ts';
import { privilegesGoing } from './privileges-going.ts';

/** As parameters of the address, or null for what is kept for good. */
type Asked = { [Name in keyof RetentionPreviewParams]: RetentionPreviewParams[Name] | null };

/** What a policy would remove now; changes nothing. @throws Fault `forbidden` */
export async function previewRetention(
  ctx: Context,
  { keep_reports_days: reportDays = null, keep_audit_days: auditDays = null, keep_privileges_days = null }: Asked,
): Promise<RetentionPreview> {
  permit(ctx, 'settings:write', 'organization');
  const which = removableReports(reportDays, ctx.now());
  const before = removableAudit(auditDays, ctx.now());
  const [reports, entries, privileges] = await Promise.all([
    which === null ? { reports: 0, bytes: 0 } : countRemovableReports(ctx.readSql, ctx, which),
    before === null ? 0 : countAuditBefore(ctx.readSql, ctx, before),
    privilegesGoing(ctx.readSql, ctx, keep_privileges_days, ctx.now()),
  ]);
  const { snapshots, changes, inventories, bytes } = privileges;
  return { ...reports, audit_entries: entries, snapshots, changes, inventories, inventory_bytes: bytes };
}
