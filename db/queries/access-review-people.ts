import type { Role } from '#lib/domain/access/role.ts';
import type { Connection } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface ReviewPerson {
  id: number;
  name: string;
  email: string;
  role: Role;
  active: boolean;
}

/** Everybody of the organization who was not removed: a few thousand at most. */
export async function findReviewPeople(sql: Connection, { orgId }: OrganizationScope): Promise<ReviewPerson[]> {
  return sql<ReviewPerson[]>`
    select id, name, email, role, disabled_at is null and account_id is not null as active from users
    where org_id = ${orgId} and removed_at is null order by id`;
}

/** Names of people, removed ones too, and their addresses. */
export async function findReviewNames(
  sql: Connection,
  { orgId }: OrganizationScope,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: number; name: string }[]>`
    select id, name from users where org_id = ${orgId} and id = any(${[...ids]}::int[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function findTeamNames(
  sql: Connection,
  { orgId }: OrganizationScope,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: number; name: string }[]>`
    select id, name from teams where org_id = ${orgId} and id = any(${[...ids]}::int[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Teams that own repositories, by the repositories' full names in lower case, with those who are in them. */
export async function findOwningTeams(
  sql: Connection,
  { orgId }: OrganizationScope,
  fullNames: readonly string[],
): Promise<{ fullName: string; team: number; members: number[] }[]> {
  if (fullNames.length === 0) return [];
  return sql<{ fullName: string; team: number; members: number[] }[]>`
    select lower(r.full_name) as full_name, o.team_id as team,
      array(select distinct m.user_id from team_members m where m.org_id = ${orgId} and m.team_id = o.team_id) as members
    from repositories r
    join (select distinct repo_id, team_id from team_repositories where org_id = ${orgId}) o on o.repo_id = r.id
    where r.org_id = ${orgId} and r.deleting_at is null and lower(r.full_name) = any(${[...fullNames]}::text[])
    order by 1, 2`;
}

/** Ids of those who are in one of these teams. */
export async function findTeammates(
  sql: Connection,
  { orgId }: OrganizationScope,
  teams: readonly number[],
): Promise<ReadonlySet<number>> {
  if (teams.length === 0) return new Set();
  const rows = await sql<{ userId: number }[]>`
    select distinct user_id from team_members where org_id = ${orgId} and team_id = any(${[...teams]}::int[])`;
  return new Set(rows.map(({ userId }) => userId));
}

/** Ids of the teams that a person is in, and the address by which it is known what is theirs. */
export async function findReviewer(
  sql: Connection,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<{ id: number; email: string; teams: number[] } | null> {
  const [row] = await sql<{ id: number; email: string; teams: number[] }[]>`
    select id, email, array(select distinct team_id from team_members where org_id = ${orgId} and user_id = ${userId}) as teams
    from users where org_id = ${orgId} and id = ${userId} and removed_at is null`;
  return row ?? null;
}
