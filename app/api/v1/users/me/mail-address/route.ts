import { repairAddress } from '#lib/services/mail/repair-address.ts';
import { noContent, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx) => {
  await repairAddress(ctx, null);
  return noContent();
});
