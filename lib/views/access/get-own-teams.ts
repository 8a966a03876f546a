import { listTeams } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import { permit } from '#lib/permit.ts';

/** More teams than a title names. */
const NAMED = 20;

/** Names of the teams that decide what the caller sees, `[]` for somebody in none; null for those who see everything. */
export async function getOwnTeams(ctx: Context): Promise<string[] | null> {
  permit(ctx, 'posture:read', 'repositories');
  if (ctx.readScope.repositories === 'all') return null;
  const teams = await listTeams(ctx.readSql, ctx.readScope, { pattern: null, after: null, limit: NAMED });
  return teams.map(({ name }) => name);
}
