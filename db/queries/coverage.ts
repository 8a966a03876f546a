import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Connection } from '../client.ts';
import { type ScoreParts, unpackScoreParts } from '../score-parts.ts';
import { countsForOrganization, inScope } from './scope.ts';

export interface CoverageRow {
  repoId: number;
  fullName: string;
  demo: boolean;
  criticality: Criticality;
  score: number;
  scoreCap: number;
  parts: ScoreParts;
}

/** What was measured when each repository was scored last: those that count, or those that are asked for by name. */
export async function findCoverage(
  sql: Connection,
  scope: ReadScope,
  repoIds: readonly number[] | null,
): Promise<CoverageRow[]> {
  const rows = await sql<(Omit<CoverageRow, 'parts'> & { parts: Buffer })[]>`
    select s.repo_id, r.full_name, r.demo, r.criticality, s.score, s.score_cap, s.score_parts as parts
    from repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id', repoIds)}
      and s.score is not null and s.score_parts is not null and r.deleting_at is null
      and ${repoIds === null ? countsForOrganization(sql, scope) : sql`true`}
    order by s.repo_id`;
  return rows.map(({ parts, ...row }) => ({ ...row, parts: unpackScoreParts(parts) }));
}
