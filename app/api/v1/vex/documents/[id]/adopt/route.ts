import { rowNumber } from '#lib/contracts/common.ts';
import { adoptionRequest } from '#lib/contracts/statement.ts';
import { adoptStatements } from '#lib/services/statement/adopt-statements.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, { id }) => {
  const body = parseWith(adoptionRequest, await jsonBody(request));
  return json(await adoptStatements(ctx, parseWith(rowNumber, id), body), 201);
});
