import { secondFactorConfirmation } from '#lib/contracts/second-factor.ts';
import { confirmSecondFactor } from '#lib/services/second-factor/confirm-second-factor.ts';
import { startSecondFactor } from '#lib/services/second-factor/start-second-factor.ts';
import { sourceOf } from '#lib/web/request-source.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx) => json(await startSecondFactor(ctx)));

export const PUT = route(async (ctx, request) => {
  const given = parseWith(secondFactorConfirmation, await jsonBody(request));
  return json(await confirmSecondFactor(ctx, { ...given, source: sourceOf(request.headers) }));
});
