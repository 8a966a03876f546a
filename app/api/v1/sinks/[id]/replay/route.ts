import { rowNumber } from '#lib/contracts/common.ts';
import { replaySinkBody } from '#lib/contracts/sink.ts';
import { replaySink } from '#lib/services/sink/replay-sink.ts';
import { getSink } from '#lib/views/sink/get-sinks.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  await replaySink(ctx, id, parseWith(replaySinkBody, await jsonBody(request)));
  return json(await getSink(ctx, id));
});
