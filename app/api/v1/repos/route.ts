import { repositoryListParams } from '#lib/contracts/repository.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getRepositories(ctx, parseWith(repositoryListParams, queryOf(request)))),
);
