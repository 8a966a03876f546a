import { ensureMonths } from '#db/partitions.ts';
import {
  findBranchCommits,
  forgetBranchCommits,
  insertBranchCommits,
  settleBranchCommits,
} from '#db/queries/branch-commits.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { CommitsTold } from '#lib/contracts/branch-commits.ts';
import { joinCommits } from '#lib/domain/coverage/told-commits.ts';
import { canonicalRef } from '#lib/domain/stream/ref.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { requireRepositoryToChange } from '../repository/require-repository-to-change.ts';

/**
 * Takes the newest commits of a repository's default branch, so that it is known which of them nothing scanned. Told twice,
 * they are the same; from then on age of code, secrets and infrastructure runs from the oldest one that was not scanned.
 * @throws Fault not_found, forbidden; conflict for another branch
 */
export async function tellCommits(ctx: Context, told: CommitsTold): Promise<void> {
  permit(ctx, 'upload:write', 'repositories');
  const { orgId, id: repoId } = await requireRepositoryToChange(ctx, told.repo, 'upload:write');
  const scope = { orgId, repoId };
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  await inTransaction(ctx.sql, async (tx) => {
    const repository = await findRepositoryForUpdate(tx, scope);
    if (!repository || repository.deletingAt !== null) throw new Fault('not_found', 'There is no such repository.');
    await lockRepository(tx, scope);
    const { defaultBranch, fullName } = repository;
    if (told.ref !== undefined && canonicalRef(told.ref) !== defaultBranch) {
      throw new Fault('conflict', `Only the commits of ${defaultBranch} are kept, the default branch of ${fullName}.`);
    }
    const commits = told.commits.map(({ id, at }) => ({ sha: id.toLowerCase(), at: Date.parse(at) }));
    const known = await findBranchCommits(tx, scope);
    const { forgetAbove, forgetBelow, added } = joinCommits(known, commits, now.getTime());
    await forgetBranchCommits(tx, scope, { above: forgetAbove, below: forgetBelow });
    await insertBranchCommits(tx, scope, added, now);
    await settleBranchCommits(tx, scope, now);
    const at = { tx, scope, repository, now };
    await commit(at, new Changes(), { upload: 0, ...causeOf(ctx) });
    const forgotten = known.filter(({ number }) => number > forgetAbove).length;
    if (added.length === 0 && forgotten === 0) return;
    const target = { kind: 'repository', id: String(repoId), name: fullName } as const;
    const detail = { added: added.length, forgotten };
    await writeAudit(tx, auditSource(ctx), { verb: 'repository.commits_told', target, detail });
  });
}
