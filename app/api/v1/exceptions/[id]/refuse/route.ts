import { exceptionNote } from '#lib/contracts/exception.ts';
import { refuseException } from '#lib/services/exception/refuse-exception.ts';
import { getException } from '#lib/views/exception/get-exception.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = String(params.id);
  await refuseException(ctx, id, parseWith(exceptionNote, await jsonBody(request)));
  return json(await getException(ctx, id));
});
