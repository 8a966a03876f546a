import { getScope } from '#lib/views/access/get-scope.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

/** The name of a repository has slashes, which stay slashes in the address. */
export const GET = route(async (ctx, _request, params) => json(await getScope(ctx, [params.scope].flat().join('/'))));
