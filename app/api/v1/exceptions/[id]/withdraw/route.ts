import { withdrawException } from '#lib/services/exception/withdraw-exception.ts';
import { getException } from '#lib/views/exception/get-exception.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) => {
  const id = String(params.id);
  await withdrawException(ctx, id);
  return json(await getException(ctx, id));
});
