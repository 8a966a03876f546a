import { findEpochs, findRenamed, type RenamedFinding, updateFollowedEpoch } from '#db/queries/advisory-names.ts';
import { hashKey } from '#lib/domain/identity/identity.ts';
import { packageBase } from '#lib/domain/identity/package-base.ts';
import { applyExploitation } from '../feed/apply-exploitation.ts';
import { applyFixes } from '../feed/apply-fixes.ts';
import { applySeverities } from '../feed/apply-severities.ts';
import type { LockedRepository } from '../ledger/changes.ts';
import { becomeOne } from './become-one.ts';

/**
 * Gives the repository's findings the names that their advisories have by now. Those that are one by that become one: the
 * oldest number stays with its history, the others lead to it. Does nothing when nothing was learned since the last time.
 * @param at its repository is locked
 * @returns the last learning that was followed
 */
export async function followNames(at: LockedRepository): Promise<number> {
  const { tx, scope } = at;
  const { epoch, followed } = await findEpochs(tx, scope);
  if (epoch === followed) return epoch;
  const renamed = await findRenamed(tx, scope, followed);
  await updateFollowedEpoch(tx, scope, epoch);
  await becomeOne(
    at,
    renamed.map((one) => ({ number: one.number, key: keyOf(one), advisory: one.canonical })),
  );
  await applyExploitation(at, followed);
  await applyFixes(at, followed);
  await applySeverities(at, followed);
  return epoch;
}

function keyOf({ category, canonical, image, ecosystem, name }: RenamedFinding): string {
  return hashKey(packageBase({ category, image, ecosystem: ecosystem ?? '', name: name ?? '' }, canonical));
}
