import type { Transaction } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import {
  findRepositoryByName,
  holdRepository,
  type Repository,
  type RepositorySettings,
  updateRepository,
} from '#db/queries/repositories.ts';
import { moveRepositoryDay } from '#db/queries/rescore.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryChange } from '#lib/contracts/repository.ts';
import { canonicalRef } from '#lib/domain/stream/ref.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { rescore } from '../upload/apply/rescore.ts';
import { Work } from '../upload/apply/work.ts';
import { retrackStreams } from './retrack-streams.ts';

/**
 * What a person says about a repository. Other branches that count change which findings are open; criticality and
 * exposure change ranks and score: all of it in one transaction.
 * @throws Fault not_found, forbidden
 */
export async function changeRepository(ctx: Context, name: string, change: RepositoryChange): Promise<Repository> {
  permit(ctx, 'settings:write', 'repositories');
  const found = await findRepositoryByName(ctx.sql, { orgId: ctx.orgId }, name.replaceAll('\0', ''));
  const { orgId, repoId } = permit(ctx, 'settings:write', {
    what: 'repository',
    row: found && { ...found, repoId: found.id },
  });
  const scope = { orgId, repoId };
  const now = ctx.now();
  await ensureMonths(ctx.sql, now);
  return inTransaction(ctx.sql, async (tx) => {
    // Shared tables first, then the repository's own: everybody takes locks in this order.
    const before = await holdRepository(tx, scope);
    if (!before) throw new Fault('not_found', 'There is no such repository.');
    const repository = { ...before, ...settingsOf(before, change) };
    await updateRepository(tx, scope, repository);
    await lockRepository(tx, scope);
    const work = new Work({ tx, scope, repository, now });
    await retrackStreams(work, ctx.userId);
    await rescoreDay(tx, work);
    return repository;
  });
}

function settingsOf(before: Repository, change: RepositoryChange): RepositorySettings {
  const defaultBranch =
    change.default_branch === undefined ? before.defaultBranch : canonicalRef(change.default_branch);
  const refs = change.tracked_refs?.map(canonicalRef) ?? before.trackedRefs;
  return {
    defaultBranch,
    defaultBranchKnown: before.defaultBranchKnown || change.default_branch !== undefined,
    trackedRefs: [...new Set(refs)].filter((ref) => ref !== defaultBranch),
    criticality: change.criticality ?? before.criticality,
    exposure: change.exposure ?? before.exposure,
    archived: change.archived ?? before.archived,
    holdSuspicious: change.hold_suspicious ?? before.holdSuspicious,
  };
}

async function rescoreDay(tx: Transaction, work: Work): Promise<void> {
  const { scope, repository, now, introduced, reopened, fixed } = work;
  const rescored = await rescore(tx, scope, repository, now);
  await moveRepositoryDay(tx, scope, {
    day: now.toISOString().slice(0, 10),
    score: rescored.after,
    scoreDetail: { state: rescored.detail.state, waterfall: rescored.detail.waterfall },
    open: rescored.open,
    introduced,
    reopened,
    fixed,
    uploads: 0,
  });
}
