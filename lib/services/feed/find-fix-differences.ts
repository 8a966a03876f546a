import { type FixCandidate, findFixCandidates } from '#db/queries/known-fixes.ts';
import type { LockedRepository } from '../ledger/changes.ts';
import { knownFixes } from './known-fixes.ts';

/** A finding that has not the fixes, or is not of the action, that follow from the loaded records of OSV. */
export interface FixDifference {
  finding: FixCandidate;
  fixes: readonly string[] | null;
}

/** @param since only advisories of which a name was learned after this learning; null: all */
export async function findFixDifferences(
  { tx, scope }: Pick<LockedRepository, 'tx' | 'scope'>,
  since: number | null,
): Promise<FixDifference[]> {
  const candidates = await findFixCandidates(tx, scope, since);
  if (candidates.length === 0) return [];
  const known = await knownFixes(tx, scope, candidates);
  return candidates.flatMap((finding, index): FixDifference[] => {
    const fixes = known[index] ?? null;
    const differs = wordsOf(fixes) !== wordsOf(finding.fixedVersions);
    const waits = fixes !== null && finding.kind === 'watch';
    return differs || waits ? [{ finding, fixes }] : [];
  });
}

export const wordsOf = (versions: readonly string[] | null): string => (versions ?? []).join(', ');
