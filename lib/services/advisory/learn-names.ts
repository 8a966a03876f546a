import { findRepositoriesToJoin, lockAdvisoryNames, storeAdvisoryNames } from '#db/queries/advisory-names.ts';
import { findRepositoriesOfLearnedExploits } from '#db/queries/exploited-findings.ts';
import { addJobs } from '#db/queries/jobs.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { followLearnedNames } from '#db/queries/statements-write.ts';
import { inTransaction } from '#db/transaction.ts';
import { followExploitationJob } from '#lib/jobs/follow-exploitation.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { joinFindingsJob } from '#lib/jobs/join-findings.ts';
import type { BoundSystem } from '#lib/system.ts';
import { orderFollowing } from '../statement/order-following.ts';
import { type CanonicalNamesFound, findCanonicalNames } from './find-canonical-names.ts';

/**
 * Learns for the whole organization, and for good, that the names of each group are one advisory's. Repositories whose
 * findings are known by a name that is replaced by this get a job each; the one that is being imported follows by itself.
 */
export async function learnNames(system: BoundSystem, scope: OrganizationScope, groups: string[][]): Promise<void> {
  const refused = await inTransaction(system.sql, async (tx) => {
    await lockAdvisoryNames(tx, scope);
    const found = await findCanonicalNames(tx, scope, groups);
    const learned = newsOf(found);
    if (learned.names.size === 0) return found.refused;
    await storeAdvisoryNames(tx, scope, found.epoch + 1, learned);
    const { orgId } = scope;
    const following = await findRepositoriesOfLearnedExploits(tx, scope, found.epoch + 1);
    await addJobs(
      tx,
      following.map((repoId) => orderOf(followExploitationJob, { orgId, repoId })),
    );
    await orderFollowing(tx, scope, await followLearnedNames(tx, scope, found.epoch + 1));
    const joining = await findRepositoriesToJoin(tx, scope, found.epoch + 1);
    await addJobs(
      tx,
      joining.map((repoId) => orderOf(joinFindingsJob, { orgId, repoId })),
    );
    return found.refused;
  });
  for (const names of refused) {
    system.log.warn({ orgId: scope.orgId, names }, 'a report states as one advisory what would have too many names');
  }
}

/** What has to be stored: names with their canonical one, and the canonical names that were replaced. */
function newsOf({ learns, refused, canonical, stored }: CanonicalNamesFound): {
  names: Map<string, string>;
  moves: Map<string, string>;
} {
  const names = new Map<string, string>();
  const moves = new Map<string, string>();
  const apart = new Set(refused.map((group) => group.toSorted().join('\n')));
  for (const group of learns) {
    if (apart.has(group.toSorted().join('\n'))) continue;
    for (const name of group) {
      const now = canonical.get(name) ?? name;
      const before = stored.get(name);
      if (before === now) continue;
      names.set(name, now);
      if (before !== undefined) moves.set(before, now);
      // The canonical name has a row too: by it a later report finds the others.
      names.set(now, now);
    }
  }
  return { names, moves };
}
