import { exceptionExtension } from '#lib/contracts/exception.ts';
import { extendException } from '#lib/services/exception/extend-exception.ts';
import { getException } from '#lib/views/exception/get-exception.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = String(params.id);
  await extendException(ctx, id, parseWith(exceptionExtension, await jsonBody(request)));
  return json(await getException(ctx, id));
});
