import { statementListParams } from '#lib/contracts/posture-statement.ts';
import { getStatements } from '#lib/views/posture-statement/get-statements.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getStatements(ctx, parseWith(statementListParams, queryOf(request)))),
);
