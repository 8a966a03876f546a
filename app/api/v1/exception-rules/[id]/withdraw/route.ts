import { rowNumber } from '#lib/contracts/common.ts';
import { withdrawRule } from '#lib/services/exception-rule/withdraw-rule.ts';
import { getRule } from '#lib/views/exception-rule/get-rule.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) => {
  const id = parseWith(rowNumber, params.id);
  await withdrawRule(ctx, id);
  return json(await getRule(ctx, id));
});
