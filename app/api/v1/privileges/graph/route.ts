import { graphExportParams } from '#lib/contracts/privilege-graph.ts';
import { exportGraph } from '#lib/services/export/export-graph.ts';
import { checkExport } from '#lib/views/export/check-export.ts';
import { systemsOf } from '#lib/views/privilege/systems-of.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';
import { describeExport, sendExport } from '#lib/web/send-export.ts';

export const dynamic = 'force-dynamic';

const LIST = 'privileges-graph';

export const GET = route(async (ctx, request) => {
  const params = parseWith(graphExportParams, queryOf(request));
  return sendExport({ ctx, request, list: LIST, params }, (write) => exportGraph(ctx, params, write));
});

export const HEAD = route(async (ctx, request) => {
  const params = parseWith(graphExportParams, queryOf(request));
  await checkExport(ctx, () => systemsOf(ctx, params));
  return describeExport(ctx, LIST, params);
});
