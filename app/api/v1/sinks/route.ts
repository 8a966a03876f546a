import { createSinkBody } from '#lib/contracts/sink.ts';
import { createSink } from '#lib/services/sink/create-sink.ts';
import { getSink, getSinks } from '#lib/views/sink/get-sinks.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getSinks(ctx)));

/** The only answer that contains the secret. */
export const POST = route(async (ctx, request) => {
  const { id, secret } = await createSink(ctx, parseWith(createSinkBody, await jsonBody(request)));
  return json({ secret, item: await getSink(ctx, id) }, 201);
});
