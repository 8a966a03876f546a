import type { Connection } from '#db/client.ts';
import { countFindings } from '#db/queries/facets.ts';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { FindingState } from '#lib/domain/finding/finding.ts';

/** Findings in a state, as counters know it. @param where repositories asked for (null: all), and those to leave out */
export function countDecided(
  sql: Connection,
  scope: ReadScope,
  state: FindingState,
  where: { repoIds: number[] | null; withoutRepoIds: number[] },
): Promise<number> {
  const { repoIds, withoutRepoIds } = where;
  return countFindings(sql, scope, {
    ...{ states: [state], repoIds, withoutRepoIds: withoutRepoIds.length === 0 ? null : withoutRepoIds },
    ...{ severities: null, categories: null, scanners: null },
  });
}
