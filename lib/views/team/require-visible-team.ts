import { findTeam, type Team } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/**
 * The team of this slug, of those that the caller may read. From the primary: screens follow changes at once.
 * @throws Fault forbidden; not_found
 */
export async function requireVisibleTeam(ctx: Context, slug: string): Promise<Team> {
  permit(ctx, 'team:read', 'repositories');
  const team = await findTeam(ctx.sql, ctx.readScope, slug.replaceAll('\0', ''));
  if (team === null) throw new Fault('not_found', 'There is no such team.');
  return team;
}
