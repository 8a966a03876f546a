import type { Transaction } from '#db/client.ts';
import { type Difference, findDifferences } from '#db/queries/recount.ts';
import { isToFollow } from '#db/queries/recount-feeds.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { findFixDifferences, wordsOf } from './feed/find-fix-differences.ts';

const MOST = 100;

/** What is stored of a repository and differs from a recount; of fixes too, for which versions must be compared. */
export async function findAllDifferences(
  tx: Transaction,
  scope: RepositoryScope,
  repository: string,
): Promise<Difference[]> {
  return [...(await findDifferences(tx, scope, repository)), ...(await fixesOf(tx, scope, repository))];
}

async function fixesOf(tx: Transaction, scope: RepositoryScope, repository: string): Promise<Difference[]> {
  if (await isToFollow(tx, scope)) return [];
  const differences = await findFixDifferences({ tx, scope }, null);
  return differences.slice(0, MOST).map(({ finding, fixes }) => {
    const at = { table: 'findings', scope: `${repository} ${finding.number}` };
    const [stored, counted] = [wordsOf(finding.fixedVersions), wordsOf(fixes)];
    return stored === counted
      ? { ...at, column: 'action_number', stored: finding.kind, counted: 'upgrade' }
      : { ...at, column: 'fixed_versions', stored, counted };
  });
}
