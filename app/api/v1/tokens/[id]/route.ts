import { tokenId } from '#lib/contracts/token.ts';
import { revokeToken } from '#lib/services/token/revoke.ts';
import { parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const DELETE = route(async (ctx, _request, params) => {
  await revokeToken(ctx, parseWith(tokenId, params.id));
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
});
