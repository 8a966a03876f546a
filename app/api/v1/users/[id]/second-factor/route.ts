import { rowNumber } from '#lib/contracts/common.ts';
import { resetSecondFactor } from '#lib/services/second-factor/reset-second-factor.ts';
import { noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const DELETE = route(async (ctx, _request, params) => {
  await resetSecondFactor(ctx, parseWith(rowNumber, params.id));
  return noContent();
});
