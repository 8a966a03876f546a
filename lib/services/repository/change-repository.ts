import type { Transaction } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { forgetBranchCommits, settleBranchCommits } from '#db/queries/branch-commits.ts';
import { rerankFindings } from '#db/queries/finding-rank.ts';
import {
  findRepositoryForUpdate,
  type Repository,
  type RepositorySettings,
  updateRepository,
} from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryChange } from '#lib/contracts/repository.ts';
import type { Noted } from '#lib/domain/ledger/cause.ts';
import { canonicalRef } from '#lib/domain/stream/ref.ts';
import { Fault } from '#lib/errors.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { alsoDecided } from './also-decided.ts';
import { newBadgeKey } from './badge-key.ts';
import { changeEvents } from './change-events.ts';
import { keepFormerNames } from './keep-former-names.ts';
import { renameRepository } from './rename-repository.ts';
import { requireRepositoryToChange } from './require-repository-to-change.ts';
import { retrackStreams } from './retrack-streams.ts';

/**
 * Changes a repository's name or settings and, in the same transaction, what follows: tracked refs decide which findings
 * are open, criticality and exposure change ranks and score.
 * @throws Fault not_found, forbidden; conflict for a name that another repository has or had
 */
export async function changeRepository(ctx: Context, name: string, change: RepositoryChange): Promise<Repository> {
  const { orgId, id: repoId } = await requireRepositoryToChange(ctx, name, 'settings:write');
  const scope = { orgId, repoId };
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    // Lock shared tables before the repository's own, as every transaction does: no deadlocks.
    const before = await findRepositoryForUpdate(tx, scope);
    if (!before) throw new Fault('not_found', 'There is no such repository.');
    await lockRepository(tx, scope);
    const repository = { ...before, ...settingsOf(before, change) };
    await updateRepository(tx, scope, repository, now);
    const at = { tx, scope, repository, now };
    if (change.former_names !== undefined) await keepFormerNames(at, change.former_names);
    if (change.name !== undefined) await renameRepository(ctx, at, change.name);
    if (repository.criticality !== before.criticality || repository.exposure !== before.exposure) {
      await rerankFindings(tx, scope);
    }
    const changes = new Changes();
    changes.because = { touched: 'policy', others: 'policy' };
    changes.noted.push(...notesOf(before, repository, change.name !== undefined));
    if (repository.defaultBranch !== before.defaultBranch) await forgetCommits(tx, scope, now);
    changes.touched = await retrackStreams(at);
    if (repository.exposure !== before.exposure) changes.touched = alsoDecided(at, changes.touched);
    await commit(at, changes, { upload: 0, ...causeOf(ctx) });
    for (const event of changeEvents(before, repository, change)) await writeAudit(tx, auditSource(ctx), event);
    return { ...repository, fullName: change.name ?? repository.fullName };
  });
}

/** They were of the branch that was the default one. */
async function forgetCommits(tx: Transaction, scope: RepositoryScope, now: Date): Promise<void> {
  await forgetBranchCommits(tx, scope, { above: 0, below: 0 });
  await settleBranchCommits(tx, scope, now);
}

function notesOf(before: Repository, after: Repository, renamed: boolean): Noted[] {
  const noted: Noted[] = [];
  if (after.criticality !== before.criticality) noted.push({ cause: 'policy', note: 'criticality' });
  if (after.exposure !== before.exposure) noted.push({ cause: 'policy', note: 'exposure' });
  if (after.archived !== before.archived) {
    noted.push({ cause: 'composition', note: after.archived ? 'archived' : 'restored' });
  }
  if (renamed) noted.push({ cause: 'composition', note: 'renamed' });
  return noted;
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
    codeHost: change.code === undefined ? before.codeHost : (change.code?.host ?? null),
    codeUrl: change.code === undefined ? before.codeUrl : (change.code?.url ?? null),
    badgeKey: badgeKeyOf(before, change.badge),
  };
}

/** An address that was taken back stays dead: who turns the badge on again gets another one. */
function badgeKeyOf({ badgeKey }: Repository, wanted: boolean | undefined): string | null {
  if (wanted === undefined) return badgeKey;
  return wanted ? (badgeKey ?? newBadgeKey()) : null;
}
