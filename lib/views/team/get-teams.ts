import { z } from 'zod';
import { findOrganization } from '#db/queries/organizations.ts';
import { countTeams, type ListedTeam, listTeams } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import type { TeamListParams, TeamListView, TeamRow } from '#lib/contracts/team.ts';
import { permit } from '#lib/permit.ts';
import { cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { escapeLike } from '#lib/views/finding/like.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';

/** Teams that the caller may read, by slug: all, or for a developer the own ones where these decide what developers see. */
export async function getTeams(ctx: Context, params: TeamListParams): Promise<TeamListView> {
  permit(ctx, 'team:read', 'repositories');
  const { sql, readScope } = ctx;
  const key = decodeCursor('teams', z.tuple([cursorText]), params.cursor);
  const q = word(params.q);
  const pattern = q === null ? null : `%${escapeLike(q)}%`;
  const [rows, count, organization] = await Promise.all([
    listTeams(sql, readScope, { pattern, after: key?.[0] ?? null, limit: params.limit + 1 }),
    countTeams(sql, readScope, { pattern }, COUNT_LIMIT + 1),
    findOrganization(sql, ctx.orgId),
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor('teams', [last.slug]));
  return {
    items: items.map(teamRowOf),
    next_cursor: next,
    total: totalOf(count),
    developers_see: organization?.developerSight ?? 'teams',
  };
}

export const teamRowOf = ({ slug, name, members, repositories, demo }: ListedTeam): TeamRow => ({
  slug,
  name,
  members,
  repositories,
  demo,
});
