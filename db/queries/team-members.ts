import type { MemberSource } from '#lib/domain/team/sources.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';
import type { TeamScope } from './teams-read.ts';

export interface TeamMember {
  id: number;
  name: string;
  email: string;
  role: string;
  disabled: boolean;
  sources: MemberSource[];
}

/** Those who were not removed, in the order of their ids. */
export async function listMembers(
  sql: Connection,
  { orgId, teamId }: TeamScope,
  { after, limit }: { after: number | null; limit: number },
): Promise<TeamMember[]> {
  return sql<TeamMember[]>`
    select u.id, u.name, u.email, u.role, u.disabled_at is not null as disabled,
      array_agg(m.source order by m.source) as sources
    from team_members m join users u on u.id = m.user_id and u.org_id = m.org_id
    where m.org_id = ${orgId} and u.org_id = ${orgId} and m.team_id = ${teamId} and u.removed_at is null
      and m.user_id > ${after ?? 0}
    group by u.id, u.name, u.email, u.role, u.disabled_at order by u.id limit ${limit}`;
}

/** Those of these people who were not in the team by this source before. */
export async function insertMembers(
  tx: Transaction,
  { orgId, teamId }: TeamScope,
  userIds: readonly number[],
  source: MemberSource,
): Promise<number[]> {
  const rows = await tx<{ userId: number }[]>`
    insert into team_members (org_id, team_id, user_id, source)
    select ${orgId}::int, ${teamId}::int, id, ${source}::text from unnest(${[...userIds]}::int[]) as given(id)
    on conflict do nothing returning user_id`;
  return rows.map(({ userId }) => userId);
}

/** Those of these people who were in the team. They leave it for all reasons but groups, which the provider decides. */
export async function deleteMembers(
  tx: Transaction,
  { orgId, teamId }: TeamScope,
  userIds: readonly number[],
): Promise<number[]> {
  const rows = await tx<{ userId: number }[]>`
    delete from team_members
    where org_id = ${orgId} and team_id = ${teamId} and user_id = any(${[...userIds]}::int[]) and source <> 'group'
    returning user_id`;
  return [...new Set(rows.map(({ userId }) => userId))];
}

export interface ChangedMembership {
  slug: string;
  name: string;
  /** Whether somebody is in the team by a group now, and was not before; else it is the other way round. */
  isMember: boolean;
}

/** Somebody is by groups in the wanted teams, and in those others where they are already; in no further ones. */
export async function setGroupTeams(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
  { wanted, others }: { wanted: readonly number[]; others: readonly number[] },
): Promise<ChangedMembership[]> {
  const added = await tx<{ teamId: number }[]>`
    insert into team_members (org_id, team_id, user_id, source)
    select ${orgId}::int, id, ${userId}::int, 'group' from unnest(${[...wanted]}::int[]) as given(id)
    on conflict do nothing returning team_id`;
  const removed = await tx<{ teamId: number }[]>`
    delete from team_members
    where org_id = ${orgId} and user_id = ${userId} and source = 'group'
      and team_id <> all(${[...wanted, ...others]}::int[])
    returning team_id`;
  const ids = [...added, ...removed].map(({ teamId }) => teamId);
  if (ids.length === 0) return [];
  return tx<ChangedMembership[]>`
    select slug, name, id = any(${added.map(({ teamId }) => teamId)}::int[]) as is_member
    from teams where org_id = ${orgId} and id = any(${ids}::int[]) order by slug`;
}

/** Takes somebody out of all teams. */
export async function deleteMemberships(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<void> {
  await tx`delete from team_members where org_id = ${orgId} and user_id = ${userId}`;
}

/** Those of these people who are in the team. */
export async function findStillMembers(
  tx: Transaction,
  { orgId, teamId }: TeamScope,
  userIds: readonly number[],
): Promise<number[]> {
  const rows = await tx<{ userId: number }[]>`
    select distinct user_id from team_members
    where org_id = ${orgId} and team_id = ${teamId} and user_id = any(${[...userIds]}::int[]) order by user_id`;
  return rows.map(({ userId }) => userId);
}

/** Those of these people who are of the organization and were not removed. */
export async function findPeople(
  tx: Transaction,
  { orgId }: OrganizationScope,
  ids: readonly number[],
): Promise<{ id: number; name: string }[]> {
  return tx<{ id: number; name: string }[]>`
    select id, name from users where org_id = ${orgId} and id = any(${[...ids]}::int[]) and removed_at is null`;
}
