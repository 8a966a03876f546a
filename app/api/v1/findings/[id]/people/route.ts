import { peopleListParams } from '#lib/contracts/comment.ts';
import { getMentionable } from '#lib/views/finding/get-mentionable.ts';
import { itemRoute, json, parseWith, queryOf } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = itemRoute(async (ctx, request, params) =>
  json(await getMentionable(ctx, String(params.id), parseWith(peopleListParams, queryOf(request)))),
);
