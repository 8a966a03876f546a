import { rowNumber } from '#lib/contracts/common.ts';
import { deliveryListParams } from '#lib/contracts/sink.ts';
import { getDeliveries } from '#lib/views/sink/get-deliveries.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  return json(await getDeliveries(ctx, id, parseWith(deliveryListParams, queryOf(request))));
});
