import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import type { Connection } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** How the categories of a repository stand by what is stored, and what was exempted when it was; null while nothing is. */
export async function findStoredCoverage(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<{ coverage: number[]; kind: RepositoryKind; exempted: ScoreCategory[] } | null> {
  const [row] = await sql<{ coverage: number[]; kind: RepositoryKind; exempted: ScoreCategory[] }[]>`
    select s.coverage, r.kind, array(
      select e.category from exemptions e where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.state = 'in_force'
        and e.expires_at > coalesce(s.scored_at, '-infinity')) as exempted
    from repository_state s join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and r.org_id = ${orgId} and s.coverage is not null`;
  return row ?? null;
}
