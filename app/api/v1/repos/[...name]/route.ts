import { repositoryChange } from '#lib/contracts/repository.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { retireStream } from '#lib/services/repository/retire-stream.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { refuseUnknown } from '#lib/web/refuse-unknown.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';
import { getRepositoryPart } from './parts.ts';

export const dynamic = 'force-dynamic';

/** All segments after `/repos/`: names have more than two parts on hosts with subgroups. */
function partsOf(params: Record<string, string | string[]>): string[] {
  return [params.name ?? []].flat();
}

/** The repository itself, or its `posture` or `coverage`. */
export const GET = route(async (ctx, _request, params) => {
  const parts = partsOf(params);
  return json((await getRepositoryPart(ctx, parts)) ?? (await getRepository(ctx, parts.join('/'))));
});

export const PATCH = route(async (ctx, request, params) => {
  const name = partsOf(params).join('/');
  const repository = await changeRepository(ctx, name, parseWith(repositoryChange, await jsonBody(request)));
  return json(await getRepository(ctx, repository.fullName));
});

/** `…/streams/{id}/retire`, the only thing that is posted to a repository. */
export const POST = route(async (ctx, _request, params) => {
  const parts = partsOf(params);
  const [streams, id, verb] = parts.slice(-3);
  if (streams !== 'streams' || id === undefined || verb !== 'retire') return refuseUnknown();
  return json(await retireStream(ctx, parts.slice(0, -3).join('/'), id));
});
