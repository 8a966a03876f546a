import { findByNumbers } from '#db/queries/findings-write.ts';
import { findSeverityDifferences } from '#db/queries/osv-severities.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';

const CHUNK = 5000;

/**
 * Gives findings of which no report states a severity the one that the loaded records of OSV state, and takes away what
 * they state no more. What a report states, or a person has set, stays. Safe to repeat.
 * @param since only advisories of which a name was learned after this learning; null: all
 */
export async function applySeverities(at: LockedRepository, since: number | null): Promise<void> {
  const { tx, scope } = at;
  const differences = await findSeverityDifferences(tx, scope, since);
  if (differences.length === 0) return;
  const changes = new Changes();
  changes.because.touched = 'disclosed';
  for (const { number } of differences) changes.ratedByOsv.add(number);
  for (let from = 0; from < differences.length; from += CHUNK) {
    const numbers = differences.slice(from, from + CHUNK).map(({ number }) => number);
    changes.touch(await findByNumbers(tx, scope, numbers));
  }
  await commit(at, changes, { upload: 0, userId: null });
}
