import { delegationRequest } from '#lib/contracts/access-review-item.ts';
import { rowNumber } from '#lib/contracts/common.ts';
import { delegateRights } from '#lib/services/access-review/delegate-rights.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, { id }) =>
  json(await delegateRights(ctx, parseWith(rowNumber, id), parseWith(delegationRequest, await jsonBody(request)))),
);
