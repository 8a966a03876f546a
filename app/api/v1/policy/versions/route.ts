import { policyVersionParams } from '#lib/contracts/policy.ts';
import { getPolicyVersions } from '#lib/views/policy/get-policy-versions.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getPolicyVersions(ctx, parseWith(policyVersionParams, queryOf(request)))),
);
