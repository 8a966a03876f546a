import { revocationExportParams } from '#lib/contracts/access-review-item.ts';
import { exportRevocations } from '#lib/services/export/export-revocations.ts';
import { getRevocations } from '#lib/views/access-review/get-revocations.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { describeExport, sendExport } from '#lib/web/send-export.ts';

export const dynamic = 'force-dynamic';

const LIST = 'revocations';

export const GET = route(async (ctx, request) => {
  const params = parseWith(revocationExportParams, queryOf(request));
  return sendExport({ ctx, request, list: LIST, params }, (write) => exportRevocations(ctx, params, write));
});

export const HEAD = route(async (ctx, request) => {
  const params = parseWith(revocationExportParams, queryOf(request));
  await getRevocations(ctx, { ...params, limit: 1 });
  return describeExport(ctx, LIST, params);
});
