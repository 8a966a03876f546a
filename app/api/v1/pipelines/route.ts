import { pipelineListParams } from '#lib/contracts/pipeline.ts';
import { getPipelines } from '#lib/views/pipeline/get-pipelines.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getPipelines(ctx, parseWith(pipelineListParams, queryOf(request)))),
);
