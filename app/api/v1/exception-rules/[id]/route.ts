import { rowNumber } from '#lib/contracts/common.ts';
import { getRule } from '#lib/views/exception-rule/get-rule.ts';
import { json, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, _request, params) => json(await getRule(ctx, parseWith(rowNumber, params.id))));
