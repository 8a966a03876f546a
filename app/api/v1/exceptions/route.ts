import { exceptionRequest } from '#lib/contracts/exception.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { requestException } from '#lib/services/exception/request-exception.ts';
import { getException } from '#lib/views/exception/get-exception.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getExceptions(ctx, parseWith(exceptionListParams, queryOf(request)))),
);

export const POST = route(async (ctx, request) => {
  const id = await requestException(ctx, parseWith(exceptionRequest, await jsonBody(request)));
  return json(await getException(ctx, id), 201);
});
