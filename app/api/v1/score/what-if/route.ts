import { whatIfBody } from '#lib/contracts/what-if.ts';
import { getWhatIf } from '#lib/views/action/get-what-if.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await getWhatIf(ctx, parseWith(whatIfBody, await jsonBody(request)))),
);
