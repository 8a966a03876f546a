import { secondFactorProof } from '#lib/contracts/second-factor.ts';
import { turnOffSecondFactor } from '#lib/services/second-factor/turn-off-second-factor.ts';
import { sourceOf } from '#lib/web/request-source.ts';
import { jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) => {
  const given = parseWith(secondFactorProof, await jsonBody(request));
  await turnOffSecondFactor(ctx, { ...given, source: sourceOf(request.headers) });
  return noContent();
});
