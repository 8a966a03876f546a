import { rowNumber } from '#lib/contracts/common.ts';
import { resumeSinkBody } from '#lib/contracts/sink.ts';
import { resumeSink } from '#lib/services/sink/resume-sink.ts';
import { getSink } from '#lib/views/sink/get-sinks.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  await resumeSink(ctx, id, parseWith(resumeSinkBody, await jsonBody(request)));
  return json(await getSink(ctx, id));
});
