import { rowNumber } from '#lib/contracts/common.ts';
import { exceptionNote } from '#lib/contracts/exception.ts';
import { approveRule } from '#lib/services/exception-rule/approve-rule.ts';
import { getRule } from '#lib/views/exception-rule/get-rule.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  await approveRule(ctx, id, parseWith(exceptionNote, await jsonBody(request)));
  return json(await getRule(ctx, id));
});
