import type { Sql } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { type Difference, findOrganizationDifferences, listAllRepositories } from '#db/queries/recount.ts';
import { removeDoubledEvents, repairDays, repairFlows } from '#db/queries/recount-history.ts';
import { listOpenActions, repairCounts, repairStreams, repairUploads } from '#db/queries/repair.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { relearn } from './effort/relearn.ts';
import { applyExploitation } from './feed/apply-exploitation.ts';
import { applyFixes } from './feed/apply-fixes.ts';
import { applySeverities } from './feed/apply-severities.ts';
import { findAllDifferences } from './find-all-differences.ts';
import { Changes } from './ledger/changes.ts';
import { commit } from './ledger/commit.ts';

/** Stored numbers that were wrong and have been repaired, and those that cannot be. */
export interface Repaired {
  repaired: Difference[];
  differences: Difference[];
}

/**
 * Repairs stored numbers that differ from a recount, above all those that an older version wrote twice: events, counters,
 * the sums of each upload and each day, and what findings have of feeds. One transaction per repository, during which its imports wait; repositories
 * without differences are not touched. States of findings and scores of past days stay.
 */
export async function repair(sql: Sql, now: Date): Promise<Repaired> {
  const result: Repaired = { repaired: [], differences: [] };
  await ensureMonths(sql, now);
  for (const { orgId, repoId, fullName } of await listAllRepositories(sql)) {
    const one = await repairRepository(sql, { orgId, repoId }, fullName, now);
    result.repaired.push(...one.repaired);
    result.differences.push(...one.differences);
  }
  for (const orgId of await listOrganizationIds(sql)) {
    const one = await repairOrganization(sql, { orgId }, now);
    result.repaired.push(...one.repaired);
    result.differences.push(...one.differences);
  }
  return result;
}

function repairOrganization(sql: Sql, scope: { orgId: number }, now: Date): Promise<Repaired> {
  return inTransaction(sql, async (tx) => {
    const before = await findOrganizationDifferences(tx, scope);
    if (before.length === 0) return { repaired: [], differences: [] };
    await relearn(tx, scope, now);
    return outcome(before, await findOrganizationDifferences(tx, scope));
  });
}

function repairRepository(
  sql: Sql,
  scope: { orgId: number; repoId: number },
  fullName: string,
  now: Date,
): Promise<Repaired> {
  return inTransaction(sql, async (tx) => {
    await lockRepository(tx, scope);
    const repository = await findRepository(tx, scope);
    const before = await findAllDifferences(tx, scope, fullName);
    if (!repository || before.length === 0) return { repaired: [], differences: [] };
    await removeDoubledEvents(tx, scope);
    await repairFlows(tx, scope);
    await repairCounts(tx, scope);
    await repairStreams(tx, scope);
    await repairUploads(tx, scope);
    await applyExploitation({ tx, scope, repository, now }, null);
    await applyFixes({ tx, scope, repository, now }, null);
    await applySeverities({ tx, scope, repository, now }, null);
    const changes = new Changes();
    for (const number of await listOpenActions(tx, scope)) changes.actions.add(number);
    await commit({ tx, scope, repository, now }, changes, { upload: 0, userId: null });
    await repairDays(tx, scope);
    const differences = await findAllDifferences(tx, scope, fullName);
    return outcome(before, differences);
  });
}

function outcome(before: readonly Difference[], differences: Difference[]): Repaired {
  const left = new Set(differences.map(nameOf));
  return { repaired: before.filter((one) => !left.has(nameOf(one))), differences };
}

const nameOf = ({ table, scope, column }: Difference): string => `${table}\n${scope}\n${column}`;
