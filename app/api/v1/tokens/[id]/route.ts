import { requirePermission } from '#lib/auth/require-permission.ts';
import { tokenId } from '#lib/contracts/token.ts';
import { parseWith, route } from '#lib/http/route.ts';
import { revokeToken } from '#lib/services/token/revoke.ts';

export const dynamic = 'force-dynamic';

export const DELETE = route(async (ctx, _request, params) => {
  requirePermission(ctx, 'token:write', {});
  await revokeToken(ctx, parseWith(tokenId, params.id));
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
});
