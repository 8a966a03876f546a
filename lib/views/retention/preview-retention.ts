import { countRemovableReports } from '#db/queries/retention.ts';
import type { Context } from '#lib/context.ts';
import type { RetentionPreview, RetentionPreviewParams } from '#lib/contracts/retention.ts';
import { removableReports } from '#lib/domain/retention/keep-reports.ts';
import { permit } from '#lib/permit.ts';

/** What a policy would remove now; changes nothing. @throws Fault `forbidden` */
export async function previewRetention(
  ctx: Context,
  { keep_reports_days }: RetentionPreviewParams,
): Promise<RetentionPreview> {
  permit(ctx, 'settings:write', 'organization');
  const which = removableReports(keep_reports_days, ctx.now());
  return which === null ? { reports: 0, bytes: 0 } : countRemovableReports(ctx.readSql, ctx, which);
}
