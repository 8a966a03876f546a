import { rowNumber } from '#lib/contracts/common.ts';
import { repairAddress } from '#lib/services/mail/repair-address.ts';
import { noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) => {
  await repairAddress(ctx, parseWith(rowNumber, params.id));
  return noContent();
});
