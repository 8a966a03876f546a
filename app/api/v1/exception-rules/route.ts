import { ruleListParams, ruleRequest } from '#lib/contracts/exception-rule.ts';
import { requestRule } from '#lib/services/exception-rule/request-rule.ts';
import { getRule } from '#lib/views/exception-rule/get-rule.ts';
import { getRules } from '#lib/views/exception-rule/get-rules.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getRules(ctx, parseWith(ruleListParams, queryOf(request)))),
);

export const POST = route(async (ctx, request) => {
  const id = await requestRule(ctx, parseWith(ruleRequest, await jsonBody(request)));
  return json(await getRule(ctx, id), 201);
});
