import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Connection } from '../client.ts';
import { countsForOrganization, inScope } from './scope.ts';

export interface CoverageRow {
  repoId: number;
  fullName: string;
  demo: boolean;
  criticality: Criticality;
  score: number;
  scoreCap: number;
  /** Points that measuring each category anew brings; null: they follow from `categories`. */
  coverageGains: number[] | null;
  /** Weight, confidence, health and loss of each category. Null where the gains are kept: to write them all takes long. */
  categories: number[] | null;
}

/** What was measured when each repository was scored last: those that count, or those that are asked for by name. */
export async function findCoverage(
  sql: Connection,
  scope: ReadScope,
  repoIds: readonly number[] | null,
): Promise<CoverageRow[]> {
  return sql<CoverageRow[]>`
    select s.repo_id, r.full_name, r.demo, r.criticality, s.score, s.score_cap, s.coverage_gains,
      case when s.coverage_gains is null then s.categories end as categories
    from repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id', repoIds)}
      and s.score is not null and s.categories is not null and r.deleting_at is null
      and ${repoIds === null ? countsForOrganization(sql, scope) : sql`true`}
    order by s.repo_id`;
}
