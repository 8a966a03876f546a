import { exceptionExportParams } from '#lib/contracts/export.ts';
import { exportExceptions } from '#lib/services/export/export-exceptions.ts';
import { exceptionFilter } from '#lib/views/exception/exception-filter.ts';
import { checkExport } from '#lib/views/export/check-export.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { describeExport, sendExport } from '#lib/web/send-export.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => {
  const params = parseWith(exceptionExportParams, queryOf(request));
  return sendExport({ ctx, request, list: 'exceptions', params }, (write) => exportExceptions(ctx, params, write));
});

export const HEAD = route(async (ctx, request) => {
  const params = parseWith(exceptionExportParams, queryOf(request));
  await checkExport(ctx, () => exceptionFilter(ctx, params));
  return describeExport(ctx, 'exceptions', params);
});
