import { secondFactorProof } from '#lib/contracts/second-factor.ts';
import { renewRecoveryCodes } from '#lib/services/second-factor/renew-recovery-codes.ts';
import { sourceOf } from '#lib/web/request-source.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) => {
  const given = parseWith(secondFactorProof, await jsonBody(request));
  return json(await renewRecoveryCodes(ctx, { ...given, source: sourceOf(request.headers) }));
});
