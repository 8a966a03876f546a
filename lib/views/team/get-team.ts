import { z } from 'zod';
import { listMembers } from '#db/queries/team-members.ts';
import { countTeam, findPatterns, listOwned } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import type { MemberListView, OwnedListView, PageParams, TeamView } from '#lib/contracts/team.ts';
import { canSomewhere } from '#lib/domain/access/access.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { cursorInt, cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { requireVisibleTeam } from './require-visible-team.ts';

/** One team. @throws Fault not_found */
export async function getTeam(ctx: Context, slug: string): Promise<TeamView> {
  const { orgId, id: teamId, name, demo, ...team } = await requireVisibleTeam(ctx, slug);
  const [counts, patterns] = await Promise.all([
    countTeam(ctx.sql, ctx.readScope, teamId),
    findPatterns(ctx.sql, { orgId, teamId }),
  ]);
  return { slug: team.slug, name, ...counts, demo, patterns };
}

/** Members of a team, in the order in which they came to the organization. @throws Fault not_found */
export async function getMembers(ctx: Context, slug: string, params: PageParams): Promise<MemberListView> {
  const { orgId, id: teamId } = await requireVisibleTeam(ctx, slug);
  const key = decodeCursor('members', z.tuple([cursorInt]), params.cursor);
  const rows = await listMembers(ctx.sql, { orgId, teamId }, { after: key?.[0] ?? null, limit: params.limit + 1 });
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor('members', [last.id]));
  // Addresses are for those who manage people, as on the list of people.
  const showsAddress = canSomewhere(ctx.principal, 'user:write');
  return {
    items: items.map(({ email, role, ...member }) => ({
      ...member,
      email: showsAddress ? email : null,
      role: ROLES.find((known) => known === role) ?? null,
    })),
    next_cursor: next,
  };
}

/** What a team owns of the repositories that the caller sees, by name. @throws Fault not_found */
export async function getOwned(ctx: Context, slug: string, params: PageParams): Promise<OwnedListView> {
  const { id: teamId } = await requireVisibleTeam(ctx, slug);
  const key = decodeCursor('owned', z.tuple([cursorText]), params.cursor);
  const page = { after: key?.[0] ?? null, limit: params.limit + 1 };
  const { items, next } = pageOf(await listOwned(ctx.sql, ctx.readScope, teamId, page), params.limit, (last) =>
    encodeCursor('owned', [last.slug]),
  );
  return {
    items: items.map(({ fullName: name, archived, sources }) => ({
      ...{ name, archived, sources },
      url: `/repositories/${name}`,
    })),
    next_cursor: next,
  };
}
