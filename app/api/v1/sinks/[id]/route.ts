import { rowNumber } from '#lib/contracts/common.ts';
import { sinkChange } from '#lib/contracts/sink.ts';
import { changeSink } from '#lib/services/sink/change-sink.ts';
import { deleteSink } from '#lib/services/sink/delete-sink.ts';
import { getSink } from '#lib/views/sink/get-sinks.ts';
import { json, jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getSink(ctx, parseWith(rowNumber, params.id))));

export const PATCH = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  await changeSink(ctx, id, parseWith(sinkChange, await jsonBody(request)));
  return json(await getSink(ctx, id));
});

export const DELETE = route(async (ctx, _request, params) => {
  await deleteSink(ctx, parseWith(rowNumber, params.id));
  return noContent();
});
