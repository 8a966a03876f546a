import { policyChange } from '#lib/contracts/policy.ts';
import { savePolicy } from '#lib/services/policy/save-policy.ts';
import { getPolicy } from '#lib/views/policy/get-policy.ts';
import { policyBody } from '#lib/web/policy-body.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getPolicy(ctx)));

export const PUT = route(async (ctx, request) => {
  await savePolicy(ctx, parseWith(policyChange, await policyBody(request)));
  return json(await getPolicy(ctx));
});
