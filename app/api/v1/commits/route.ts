import { commitsParams, commitsTold } from '#lib/contracts/branch-commits.ts';
import { tellCommits } from '#lib/services/coverage/tell-commits.ts';
import { getCommits } from '#lib/views/coverage/get-commits.ts';
import { json, jsonBody, noContent, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getCommits(ctx, parseWith(commitsParams, queryOf(request)).repo)),
);

export const POST = route(async (ctx, request) => {
  await tellCommits(ctx, parseWith(commitsTold, await jsonBody(request)));
  return noContent();
});
