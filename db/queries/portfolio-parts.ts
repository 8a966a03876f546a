import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import { inScope } from './scope.ts';
import { teamInScope } from './teams-read.ts';

export interface PortfolioPart {
  /** The slug of a team, or a label. */
  key: string;
  name: string;
  /** Of those in scope. */
  repoIds: number[];
}

/** The first teams in scope by slug, each with what it owns: one statement for all. */
export async function findTeamParts(sql: Connection, scope: ReadScope, limit: number): Promise<PortfolioPart[]> {
  const { orgId } = scope;
  return sql<PortfolioPart[]>`
    select t.slug as key, t.name, coalesce(o.repo_ids, '{}') as repo_ids
    from (
      select t.id, t.slug, t.name from teams t where t.org_id = ${orgId} and ${teamInScope(sql, scope)}
      order by t.slug limit ${limit}) t
    left join lateral (
      select array_agg(distinct repo_id) as repo_ids from team_repositories
      where org_id = ${orgId} and team_id = t.id and ${inScope(sql, scope, 'repo_id')}) o on true
    order by t.slug`;
}

/** The first labels of repositories in scope, each with those that have it. */
export async function findLabelParts(sql: Connection, scope: ReadScope, limit: number): Promise<PortfolioPart[]> {
  return sql<PortfolioPart[]>`
    select l.label as key, l.label as name, array_agg(l.repo_id order by l.repo_id) as repo_ids from repository_labels l
    join repositories r on r.org_id = l.org_id and r.id = l.repo_id
    where l.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'l.repo_id')}
      and r.deleting_at is null
    group by l.label order by l.label limit ${limit}`;
}
