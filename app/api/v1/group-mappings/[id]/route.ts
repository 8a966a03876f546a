import { rowNumber } from '#lib/contracts/common.ts';
import { removeGroupMapping } from '#lib/services/sign-in/remove-group-mapping.ts';
import { noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const DELETE = route(async (ctx, _request, params) => {
  await removeGroupMapping(ctx, parseWith(rowNumber, params.id));
  return noContent();
});
