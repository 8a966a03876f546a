import type { Sights } from '#lib/domain/access/sights.ts';
import type { DeveloperSight } from '#lib/domain/team/sources.ts';
import type { Connection } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** Who is in which team and what the teams own: what everybody of the organization may see, in three reads. */
export async function findSights(sql: Connection, { orgId }: OrganizationScope): Promise<Sights> {
  const [[organization], members, owned] = await Promise.all([
    sql<{ developerSight: DeveloperSight }[]>`select developer_sight from organizations where id = ${orgId}`,
    sql<{ userId: number; teams: number[] }[]>`
      select user_id, array_agg(distinct team_id) as teams from team_members where org_id = ${orgId} group by user_id`,
    sql<{ teamId: number; repositories: number[] }[]>`
      select team_id, array_agg(distinct repo_id order by repo_id) as repositories from team_repositories
      where org_id = ${orgId} group by team_id`,
  ]);
  return {
    orgId,
    // An organization that is gone shows nothing.
    developerSight: organization?.developerSight ?? 'teams',
    teamsOf: new Map(members.map(({ userId, teams }) => [userId, teams])),
    owned: new Map(owned.map(({ teamId, repositories }) => [teamId, repositories])),
  };
}
