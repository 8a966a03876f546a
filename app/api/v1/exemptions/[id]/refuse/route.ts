import { exceptionNote } from '#lib/contracts/exception.ts';
import { decideExemption } from '#lib/services/coverage/decide-exemption.ts';
import { getExemption } from '#lib/views/coverage/get-exemption.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = String(params.id);
  await decideExemption(ctx, id, 'refuse', parseWith(exceptionNote, await jsonBody(request)));
  return json(await getExemption(ctx, id));
});
