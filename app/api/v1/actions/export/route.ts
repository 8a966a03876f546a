import { actionExportParams } from '#lib/contracts/export.ts';
import { exportActions } from '#lib/services/export/export-actions.ts';
import { questionOf } from '#lib/views/action/queue-filter.ts';
import { checkExport } from '#lib/views/export/check-export.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { describeExport, sendExport } from '#lib/web/send-export.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => {
  const params = parseWith(actionExportParams, queryOf(request));
  return sendExport({ ctx, request, list: 'queue', params }, (write) => exportActions(ctx, params, write));
});

export const HEAD = route(async (ctx, request) => {
  const params = parseWith(actionExportParams, queryOf(request));
  await checkExport(ctx, () => questionOf(ctx, params));
  return describeExport(ctx, 'queue', params);
});
