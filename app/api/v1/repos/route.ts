import { repositoryListParams } from '#lib/contracts/repository.ts';
import { json, parseWith, queryOf, route } from '#lib/http/route.ts';
import { getRepositories } from '#lib/views/get-repositories.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getRepositories(ctx, parseWith(repositoryListParams, queryOf(request)))),
);
