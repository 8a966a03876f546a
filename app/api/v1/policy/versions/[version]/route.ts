import { policyVersionNumber } from '#lib/contracts/policy.ts';
import { getPolicyVersion } from '#lib/views/policy/get-policy-versions.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, { version }) =>
  json(await getPolicyVersion(ctx, parseWith(policyVersionNumber, version))),
);
