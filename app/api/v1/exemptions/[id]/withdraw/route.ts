import { decideExemption } from '#lib/services/coverage/decide-exemption.ts';
import { getExemption } from '#lib/views/coverage/get-exemption.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) => {
  const id = String(params.id);
  await decideExemption(ctx, id, 'withdraw', { note: null });
  return json(await getExemption(ctx, id));
});
