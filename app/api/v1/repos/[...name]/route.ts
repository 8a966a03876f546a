import { repositoryChange, repositoryDeletion } from '#lib/contracts/repository.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { deleteRepository } from '#lib/services/repository/delete-repository.ts';
import { retireStream } from '#lib/services/repository/retire-stream.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { refuseUnknown } from '#lib/web/refuse-unknown.ts';
import { json, jsonBody, parseWith, queryOf } from '#lib/web/route.ts';
import { getRepositoryPart } from './parts.ts';
import { repositoryRoute } from './repository-route.ts';

export const dynamic = 'force-dynamic';

/** The repository itself, or its `posture`, `coverage` or `pipelines`. */
export const GET = repositoryRoute(async (ctx, _request, parts) =>
  json((await getRepositoryPart(ctx, parts)) ?? (await getRepository(ctx, parts.join('/')))),
);

export const PATCH = repositoryRoute(async (ctx, request, parts) => {
  const change = parseWith(repositoryChange, await jsonBody(request));
  const repository = await changeRepository(ctx, parts.join('/'), change);
  return json(await getRepository(ctx, repository.fullName));
});

/** `…/streams/{id}/retire`, the only thing that is posted to a repository. */
export const POST = repositoryRoute(async (ctx, _request, parts) => {
  const [streams, id, verb] = parts.slice(-3);
  if (streams !== 'streams' || id === undefined || verb !== 'retire') return refuseUnknown();
  return json(await retireStream(ctx, parts.slice(0, -3).join('/'), id));
});

export const DELETE = repositoryRoute(async (ctx, request, parts) => {
  const deletion = parseWith(repositoryDeletion, queryOf(request));
  return json(await deleteRepository(ctx, parts.join('/'), deletion));
});
