import { frameworkExportParams } from '#lib/contracts/framework.ts';
import { exportFramework } from '#lib/services/export/export-framework.ts';
import { checkExport } from '#lib/views/export/check-export.ts';
import { getFramework } from '#lib/views/framework/get-framework.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { describeExport, sendExport } from '#lib/web/send-export.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request, { framework }) => {
  const params = parseWith(frameworkExportParams, queryOf(request));
  const list = `frameworks-${String(framework)}`;
  return sendExport({ ctx, request, list, params }, (write) => exportFramework(ctx, String(framework), params, write));
});

export const HEAD = route(async (ctx, request, { framework }) => {
  const params = parseWith(frameworkExportParams, queryOf(request));
  await checkExport(ctx, () => getFramework(ctx, String(framework)));
  return describeExport(ctx, `frameworks-${String(framework)}`, params);
});
