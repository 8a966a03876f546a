import { policyChange, policyRemoval } from '#lib/contracts/policy.ts';
import { repositoryChange, repositoryDeletion } from '#lib/contracts/repository.ts';
import { labelChanges, labelList } from '#lib/contracts/team.ts';
import { removeOverride, saveOverride } from '#lib/services/policy/save-override.ts';
import { changeLabels } from '#lib/services/repository/change-labels.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { deleteRepository } from '#lib/services/repository/delete-repository.ts';
import { retireStream } from '#lib/services/repository/retire-stream.ts';
import { setCodeOwners } from '#lib/services/repository/set-code-owners.ts';
import { getRepositoryPolicy } from '#lib/views/policy/get-repository-policy.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { nameBeforePart } from '#lib/views/repository/name-before-part.ts';
import { policyBody } from '#lib/web/policy-body.ts';
import { readBody } from '#lib/web/read-body.ts';
import { refuseUnknown } from '#lib/web/refuse-unknown.ts';
import { json, jsonBody, parseWith, queryOf } from '#lib/web/route.ts';
import { getRepositoryPart } from './parts.ts';
import { repositoryRoute } from './repository-route.ts';

export const dynamic = 'force-dynamic';

/** Bytes: the largest file that GitHub reads. */
const CODE_OWNERS_LIMIT = 3 * 1024 * 1024;

/** The repository itself, or its `posture`, `summary`, `coverage`, `pipelines` or `policy`. */
export const GET = repositoryRoute(async (ctx, _request, parts) =>
  json((await getRepositoryPart(ctx, parts)) ?? (await getRepository(ctx, parts.join('/')))),
);

/** The repository itself, or its `labels`. */
export const PATCH = repositoryRoute(async (ctx, request, parts) => {
  const labelled = await nameBeforePart(ctx, parts, 'labels');
  if (labelled !== null) {
    const changes = parseWith(labelChanges, await jsonBody(request));
    return json({ labels: await changeLabels(ctx, labelled, changes) });
  }
  const change = parseWith(repositoryChange, await jsonBody(request));
  const repository = await changeRepository(ctx, parts.join('/'), change);
  return json(await getRepository(ctx, repository.fullName));
});

/** Its `labels`, its own rules, or its CODEOWNERS file. */
export const PUT = repositoryRoute(async (ctx, request, parts) => {
  const labelled = await nameBeforePart(ctx, parts, 'labels');
  if (labelled !== null) {
    return json({ labels: await changeLabels(ctx, labelled, parseWith(labelList, await jsonBody(request))) });
  }
  const ruled = await nameBeforePart(ctx, parts, 'policy');
  if (ruled !== null) {
    await saveOverride(ctx, ruled, parseWith(policyChange, await policyBody(request)));
    return json(await getRepositoryPolicy(ctx, ruled));
  }
  const owned = await nameBeforePart(ctx, parts, 'codeowners');
  if (owned === null) return refuseUnknown();
  return json(await setCodeOwners(ctx, owned, await readBody(request, CODE_OWNERS_LIMIT)));
});

/** `…/streams/{id}/retire`, the only thing that is posted to a repository. */
export const POST = repositoryRoute(async (ctx, _request, parts) => {
  const [streams, id, verb] = parts.slice(-3);
  if (streams !== 'streams' || id === undefined || verb !== 'retire') return refuseUnknown();
  return json(await retireStream(ctx, parts.slice(0, -3).join('/'), id));
});

/** The repository itself, or its own rules. */
export const DELETE = repositoryRoute(async (ctx, request, parts) => {
  const ruled = await nameBeforePart(ctx, parts, 'policy');
  if (ruled !== null) {
    await removeOverride(ctx, ruled, parseWith(policyRemoval, queryOf(request)));
    return json(await getRepositoryPolicy(ctx, ruled));
  }
  const deletion = parseWith(repositoryDeletion, queryOf(request));
  return json(await deleteRepository(ctx, parts.join('/'), deletion));
});
