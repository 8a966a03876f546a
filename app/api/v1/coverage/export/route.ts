import { coverageExportParams } from '#lib/contracts/coverage.ts';
import { exportCoverage } from '#lib/services/export/export-coverage.ts';
import { getCoverage } from '#lib/views/coverage/get-coverage.ts';
import { checkExport } from '#lib/views/export/check-export.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { describeExport, sendExport } from '#lib/web/send-export.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => {
  const params = parseWith(coverageExportParams, queryOf(request));
  return sendExport({ ctx, request, list: 'coverage', params }, (write) => exportCoverage(ctx, params, write));
});

export const HEAD = route(async (ctx, request) => {
  const params = parseWith(coverageExportParams, queryOf(request));
  await checkExport(ctx, () => getCoverage(ctx, { ...params, limit: 1 }));
  return describeExport(ctx, 'coverage', params);
});
