import type { Transaction } from '../client.ts';
import { unpackScoreParts } from '../score-parts.ts';
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
  const [row] = await tx<{ score: number; scoreCap: number; parts: Buffer }[]>`
    select score, score_cap, score_parts as parts from repository_state
    where org_id = ${orgId} and repo_id = ${repoId}
      and score is not null and score_parts is not null`;
  if (!row) return null;
  const { categories, coverageGains } = unpackScoreParts(row.parts);
  return coverageGains && { score: row.score, scoreCap: row.scoreCap, categories, coverageGains };
}
