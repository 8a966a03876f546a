import type { InferSelectModel } from 'drizzle-orm';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { DeveloperSight, OwnershipSource } from '#lib/domain/team/sources.ts';
import type { Connection } from '../client.ts';
import type { teams } from '../schema/team.ts';
import type { Fragment } from './fragment.ts';
import { inScope, type OrganizationScope } from './scope.ts';

export type Team = InferSelectModel<typeof teams>;

export interface TeamScope extends OrganizationScope {
  teamId: number;
}

/** What developers see of the organization, with the teams of a person and the repositories that these own. */
export async function findDeveloperSight(
  sql: Connection,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<{ developerSight: DeveloperSight; teams: number[]; repositories: number[] }> {
  const [row] = await sql<{ developerSight: DeveloperSight; teams: number[]; repositories: number[] }[]>`
    select developer_sight,
      array(select distinct team_id from team_members where org_id = ${orgId} and user_id = ${userId}) as teams,
      array(select distinct o.repo_id from team_members m
        join team_repositories o on o.org_id = m.org_id and o.team_id = m.team_id
        where m.org_id = ${orgId} and o.org_id = ${orgId} and m.user_id = ${userId}) as repositories
    from organizations where id = ${orgId}`;
  // An organization that is gone shows nothing.
  return row ?? { developerSight: 'teams', teams: [], repositories: [] };
}

/** Condition that team `t` may be read. */
export function teamInScope(sql: Connection, { teams: visible }: ReadScope): Fragment {
  if (visible === 'all') return sql`true`;
  return sql`t.id = any(${[...(visible ?? [])]}::int[])`;
}

/** The team of this slug when it is in scope. */
export async function findTeam(sql: Connection, scope: ReadScope, slug: string): Promise<Team | null> {
  const [row] = await sql<Team[]>`
    select t.* from teams t where t.org_id = ${scope.orgId} and t.slug = ${slug.toLowerCase()}
      and ${teamInScope(sql, scope)}`;
  return row ?? null;
}

/** The slug of a team that work is given to, whoever sees it; null: it is gone. */
export async function findTeamSlug(
  sql: Connection,
  { orgId }: OrganizationScope,
  teamId: number,
): Promise<string | null> {
  const [row] = await sql<{ slug: string }[]>`select slug from teams where org_id = ${orgId} and id = ${teamId}`;
  return row?.slug ?? null;
}

export type ListedTeam = Pick<Team, 'id' | 'slug' | 'name' | 'demo'> & {
  /** Those who were not removed. */
  members: number;
  /** Those in scope that are not being deleted. */
  repositories: number;
};

export interface TeamPage {
  /** ILIKE pattern on name or slug; null: all. */
  pattern: string | null;
  /** Slug of the last team of the page before. */
  after: string | null;
  limit: number;
}

/** Columns `members` and `repositories` of a team. */
function countsOf(sql: Connection, scope: ReadScope, teamId: Fragment): Fragment {
  const { orgId } = scope;
  return sql`
    (select count(distinct m.user_id)::int from team_members m join users u on u.id = m.user_id and u.org_id = m.org_id
      where m.org_id = ${orgId} and m.team_id = ${teamId} and u.removed_at is null) as members,
    (select count(distinct o.repo_id)::int from team_repositories o
      join repositories r on r.org_id = o.org_id and r.id = o.repo_id
      where o.org_id = ${orgId} and r.org_id = ${orgId} and o.team_id = ${teamId} and r.deleting_at is null
        and ${inScope(sql, scope, 'o.repo_id')}) as repositories`;
}

export async function countTeam(
  sql: Connection,
  scope: ReadScope,
  teamId: number,
): Promise<{ members: number; repositories: number }> {
  const [row] = await sql<{ members: number; repositories: number }[]>`
    select ${countsOf(sql, scope, sql`${teamId}::int`)}`;
  return row ?? { members: 0, repositories: 0 };
}

/** Teams in scope by slug, with what they have. */
export async function listTeams(sql: Connection, scope: ReadScope, page: TeamPage): Promise<ListedTeam[]> {
  const { orgId } = scope;
  return sql<ListedTeam[]>`
    select t.id, t.slug, t.name, t.demo, ${countsOf(sql, scope, sql`t.id`)}
    from (
      select t.* from teams t
      where t.org_id = ${orgId} and ${teamInScope(sql, scope)} and ${matching(sql, page)}
        and ${page.after === null ? sql`true` : sql`t.slug > ${page.after}`}
      order by t.slug limit ${page.limit}) t
    order by t.slug`;
}

function matching(sql: Connection, { pattern }: Pick<TeamPage, 'pattern'>): Fragment {
  return pattern === null ? sql`true` : sql`(t.name ilike ${pattern} or t.slug ilike ${pattern})`;
}

export async function countTeams(
  sql: Connection,
  scope: ReadScope,
  { pattern }: Pick<TeamPage, 'pattern'>,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from teams t where t.org_id = ${scope.orgId} and ${teamInScope(sql, scope)} and ${matching(sql, { pattern })}
      limit ${limit}) counted`;
  return row?.count ?? 0;
}

/** Those of these slugs that are teams in scope. */
export async function findKnownTeams(sql: Connection, scope: ReadScope, slugs: readonly string[]): Promise<string[]> {
  const rows = await sql<{ slug: string }[]>`
    select t.slug from teams t
    where t.org_id = ${scope.orgId} and t.slug = any(${[...slugs]}::text[]) and ${teamInScope(sql, scope)}`;
  return rows.map(({ slug }) => slug);
}

/** Ids of the repositories in scope that a team owns. */
export async function findRepositoriesOfTeam(sql: Connection, scope: ReadScope, teamId: number): Promise<number[]> {
  const rows = await sql<{ repoId: number }[]>`
    select distinct repo_id from team_repositories
    where org_id = ${scope.orgId} and team_id = ${teamId} and ${inScope(sql, scope, 'repo_id')} order by repo_id`;
  return rows.map(({ repoId }) => repoId);
}

export interface OwnedRepository {
  repoId: number;
  fullName: string;
  slug: string;
  archived: boolean;
  sources: OwnershipSource[];
}

/** What a team owns of the repositories in scope, by name. */
export async function listOwned(
  sql: Connection,
  scope: ReadScope,
  teamId: number,
  { after, limit }: { after: string | null; limit: number },
): Promise<OwnedRepository[]> {
  return sql<OwnedRepository[]>`
    select r.id as repo_id, r.full_name, r.slug, r.archived, array_agg(o.source order by o.source) as sources
    from team_repositories o join repositories r on r.org_id = o.org_id and r.id = o.repo_id
    where o.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and o.team_id = ${teamId} and r.deleting_at is null
      and ${inScope(sql, scope, 'o.repo_id')} and ${after === null ? sql`true` : sql`r.slug > ${after}`}
    group by r.id, r.full_name, r.slug, r.archived order by r.slug limit ${limit}`;
}

/** Patterns of a team, in their order. */
export async function findPatterns(sql: Connection, { orgId, teamId }: TeamScope): Promise<string[]> {
  const rows = await sql<{ pattern: string }[]>`
    select pattern from team_patterns where org_id = ${orgId} and team_id = ${teamId} order by pattern`;
  return rows.map(({ pattern }) => pattern);
}

export interface RepositoryOwner {
  repoId: number;
  id: number;
  slug: string;
  name: string;
  sources: OwnershipSource[];
}

/** The teams that own some repositories, by name. */
export async function findOwners(
  sql: Connection,
  scope: ReadScope,
  repoIds: readonly number[],
): Promise<RepositoryOwner[]> {
  return sql<RepositoryOwner[]>`
    select o.repo_id, t.id, t.slug, t.name, array_agg(o.source order by o.source) as sources
    from team_repositories o join teams t on t.org_id = o.org_id and t.id = o.team_id
    where o.org_id = ${scope.orgId} and t.org_id = ${scope.orgId} and ${inScope(sql, scope, 'o.repo_id', repoIds)}
      and ${teamInScope(sql, scope)}
    group by o.repo_id, t.id, t.slug, t.name order by o.repo_id, t.slug`;
}

/** By what the team owns some repositories. */
export async function findOwnSources(
  sql: Connection,
  { orgId, teamId }: TeamScope,
  repoIds: readonly number[],
): Promise<{ repoId: number; source: OwnershipSource }[]> {
  return sql<{ repoId: number; source: OwnershipSource }[]>`
    select repo_id, source from team_repositories
    where org_id = ${orgId} and team_id = ${teamId} and repo_id = any(${[...repoIds]}::int[]) order by repo_id, source`;
}

/** Every repository that is not being deleted. */
export async function findAllNames(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<{ id: number; fullName: string }[]> {
  return sql<{ id: number; fullName: string }[]>`
    select id, full_name from repositories where org_id = ${orgId} and deleting_at is null order by id`;
}
