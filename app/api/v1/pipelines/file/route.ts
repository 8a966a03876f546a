import { pipelineFileParams } from '#lib/contracts/pipeline.ts';
import { getPipelineFile } from '#lib/views/pipeline/get-pipeline-file.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getPipelineFile(ctx, parseWith(pipelineFileParams, queryOf(request)))),
);
