import { revocationParams } from '#lib/contracts/access-review-item.ts';
import { getRevocations } from '#lib/views/access-review/get-revocations.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getRevocations(ctx, parseWith(revocationParams, queryOf(request)))),
);
