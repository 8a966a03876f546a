import { rowNumber } from '#lib/contracts/common.ts';
import { exceptionExtension } from '#lib/contracts/exception.ts';
import { extendRule } from '#lib/services/exception-rule/extend-rule.ts';
import { getRule } from '#lib/views/exception-rule/get-rule.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  await extendRule(ctx, id, parseWith(exceptionExtension, await jsonBody(request)));
  return json(await getRule(ctx, id));
});
