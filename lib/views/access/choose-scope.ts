import { findRepositoriesWithLabel } from '#db/queries/labels.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { findRepositoryIds } from '#db/queries/search.ts';
import { findRepositoriesOfTeam, findTeam } from '#db/queries/teams-read.ts';
import type { Chosen, Context } from '#lib/context.ts';
import { type ChosenScope, parseScope } from '#lib/domain/access/chosen-scope.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import { Fault } from '#lib/errors.ts';

interface Found {
  name: string;
  repoIds: readonly number[];
}

/** By its present or a former name. */
async function findOneRepository({ orgId, readScope, readSql }: Context, name: string): Promise<Found | null> {
  const repoId = (await findRepositoryIds(readSql, readScope, [name])).get(name.toLowerCase());
  const repository = repoId === undefined ? null : await findRepository(readSql, { orgId, repoId });
  return repository && { name: repository.fullName, repoIds: [repository.id] };
}

async function findOneTeam({ readScope, readSql }: Context, slug: string): Promise<Found | null> {
  const team = await findTeam(readSql, readScope, slug);
  return team && { name: team.name, repoIds: await findRepositoriesOfTeam(readSql, readScope, team.id) };
}

/** A label that nothing has is none. */
async function findOneLabel({ readScope, readSql }: Context, label: string): Promise<Found | null> {
  const repoIds = await findRepositoriesWithLabel(readSql, readScope, label);
  return repoIds.length === 0 ? null : { name: label.toLowerCase(), repoIds };
}

async function find(ctx: Context, { kind, name }: ChosenScope): Promise<Found | null> {
  switch (kind) {
    case 'repository':
      return findOneRepository(ctx, name);
    case 'team':
      return findOneTeam(ctx, name);
    case 'label':
      return findOneLabel(ctx, name);
  }
}

const UNREADABLE = 'must be team:…, label:…, repo:owner/name or one:owner/name';

/**
 * The same caller, who reads only what belongs to this part of the organization. `text`: `team:payments`.
 * @throws Fault `invalid_input` for a text that is no scope; `not_found` for a part that does not exist, or of which the
 *   caller sees nothing
 */
export async function chooseScope(ctx: Context, text: string): Promise<Context & { chosen: Chosen }> {
  const asked = parseScope(text);
  if (asked === null) {
    throw new Fault('invalid_input', `scope: ${UNREADABLE}.`, { fields: [{ path: 'scope', message: UNREADABLE }] });
  }
  const found = await find(ctx, asked);
  if (found === null) {
    const what = 'There is no such scope, or you see nothing of it.';
    throw new Fault('not_found', `${what} Choose another one, or leave scope out.`);
  }
  const part = narrowed(ctx.readScope, found.repoIds);
  const readScope = asked.named ? { ...part, named: true as const } : part;
  const chosen = { text, kind: asked.kind, name: found.name, sight: ctx.readScope };
  return { ...ctx, readScope, chosen };
}
