import { findingExportParams } from '#lib/contracts/export.ts';
import { exportFindings } from '#lib/services/export/export-findings.ts';
import { checkExport } from '#lib/views/export/check-export.ts';
import { resolveFilter } from '#lib/views/finding/finding-filter.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { describeExport, sendExport } from '#lib/web/send-export.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => {
  const params = parseWith(findingExportParams, queryOf(request));
  return sendExport({ ctx, request, list: 'findings', params }, (write) => exportFindings(ctx, params, write));
});

export const HEAD = route(async (ctx, request) => {
  const params = parseWith(findingExportParams, queryOf(request));
  await checkExport(ctx, () => resolveFilter(ctx, params));
  return describeExport(ctx, 'findings', params);
});
