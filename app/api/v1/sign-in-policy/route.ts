import { signInPolicy } from '#lib/contracts/sign-in.ts';
import { changeSignInPolicy } from '#lib/services/sign-in/change-sign-in-policy.ts';
import { getSignInPolicy } from '#lib/views/access/get-sign-in-policy.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getSignInPolicy(ctx)));

export const PUT = route(async (ctx, request) => {
  await changeSignInPolicy(ctx, parseWith(signInPolicy, await jsonBody(request)));
  return json(await getSignInPolicy(ctx));
});
