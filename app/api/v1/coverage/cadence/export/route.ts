import { cadenceExportParams } from '#lib/contracts/cadence.ts';
import { exportCadence } from '#lib/services/export/export-cadence.ts';
import { getCadence } from '#lib/views/coverage/get-cadence.ts';
import { checkExport } from '#lib/views/export/check-export.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { describeExport, sendExport } from '#lib/web/send-export.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => {
  const params = parseWith(cadenceExportParams, queryOf(request));
  return sendExport({ ctx, request, list: 'cadence', params }, (write) => exportCadence(ctx, params, write));
});

export const HEAD = route(async (ctx, request) => {
  const params = parseWith(cadenceExportParams, queryOf(request));
  await checkExport(ctx, () => getCadence(ctx, { ...params, by: 'now', limit: 1 }));
  return describeExport(ctx, 'cadence', params);
});
