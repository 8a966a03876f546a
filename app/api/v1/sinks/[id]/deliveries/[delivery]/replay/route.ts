import { rowNumber } from '#lib/contracts/common.ts';
import { replayDelivery } from '#lib/services/sink/replay-delivery.ts';
import { noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) => {
  await replayDelivery(ctx, parseWith(rowNumber, params.id), parseWith(rowNumber, params.delivery));
  return noContent();
});
