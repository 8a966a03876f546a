import { credentialListParams } from '#lib/contracts/privilege.ts';
import { getCredentials } from '#lib/views/privilege/get-credentials.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getCredentials(ctx, parseWith(credentialListParams, queryOf(request)))),
);
