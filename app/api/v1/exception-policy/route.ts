import { exceptionPolicyChange } from '#lib/contracts/exception.ts';
import { changeExceptionPolicy } from '#lib/services/exception/change-exception-policy.ts';
import { getExceptionPolicy } from '#lib/views/exception/get-exception-policy.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getExceptionPolicy(ctx)));

export const PATCH = route(async (ctx, request) => {
  await changeExceptionPolicy(ctx, parseWith(exceptionPolicyChange, await jsonBody(request)));
  return json(await getExceptionPolicy(ctx));
});
