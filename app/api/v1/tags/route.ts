import { tagListParams } from '#lib/contracts/finding-people.ts';
import { getTags } from '#lib/views/finding/get-tags.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => json(await getTags(ctx, parseWith(tagListParams, queryOf(request)))));
