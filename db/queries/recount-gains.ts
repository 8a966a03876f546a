import type { Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** What is stored of a repository's score, and of what measuring anew would bring it. */
export interface StoredGains {
  score: number;
  scoreCap: number;
  categories: number[];
  coverageGains: number[];
}

/** Null where it has no score, or nothing is kept yet. */
export async function findStoredGains(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
): Promise<StoredGains | null> {
  const [row] = await tx<StoredGains[]>`
    select score, score_cap, categories, coverage_gains from repository_state
    where org_id = ${orgId} and repo_id = ${repoId}
      and score is not null and categories is not null and coverage_gains is not null`;
  return row ?? null;
}
