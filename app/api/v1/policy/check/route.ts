import { policyCheck } from '#lib/contracts/policy.ts';
import { checkPolicy } from '#lib/views/policy/check-policy.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await checkPolicy(ctx, parseWith(policyCheck, await jsonBody(request)))),
);
