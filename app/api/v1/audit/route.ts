import { auditListParams } from '#lib/contracts/audit.ts';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getAudit(ctx, parseWith(auditListParams, queryOf(request)))),
);
