import { rowNumber } from '#lib/contracts/common.ts';
import { revokeToken } from '#lib/services/token/revoke.ts';
import { noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const DELETE = route(async (ctx, _request, params) => {
  await revokeToken(ctx, parseWith(rowNumber, params.id));
  return noContent();
});
