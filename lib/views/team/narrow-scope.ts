import { findRepositoriesWithLabel } from '#db/queries/labels.ts';
import { findRepositoriesOfTeam } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import { narrowed, type ReadScope } from '#lib/domain/access/read-scope.ts';
import { requireVisibleTeam } from './require-visible-team.ts';

/**
 * The caller's read scope, narrowed to what a team owns, or what has a label.
 * @throws Fault not_found for a team that the caller may not read; a label that nothing has leaves nothing
 */
export async function narrowScope(
  ctx: Context,
  { team, label }: { team?: string | undefined; label?: string | undefined },
): Promise<ReadScope> {
  let scope = ctx.readScope;
  if (team !== undefined) {
    const { id } = await requireVisibleTeam(ctx, team);
    scope = narrowed(scope, await findRepositoriesOfTeam(ctx.readSql, scope, id));
  }
  if (label !== undefined) scope = narrowed(scope, await findRepositoriesWithLabel(ctx.readSql, scope, label));
  return scope;
}
