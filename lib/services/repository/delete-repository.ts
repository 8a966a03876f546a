import { countContents, markDeleting, type RepositoryContents } from '#db/queries/delete-repository.ts';
import { addJob } from '#db/queries/jobs.ts';
import { findRepositoryForUpdate, type Repository } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryDeletion, RepositoryDeletionView } from '#lib/contracts/repository.ts';
import { Fault } from '#lib/errors.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { removeRepositoryJob } from '#lib/jobs/remove-repository.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireRepositoryToChange } from './require-repository-to-change.ts';

/**
 * Deletes a repository: at once nothing shows it and its names are free; a job removes what it holds. There is no way
 * back. With `dry_run` it only says what would go.
 * @throws Fault not_found, forbidden; invalid_input when `confirm` is another name
 */
export async function deleteRepository(
  ctx: Context,
  name: string,
  { dry_run, confirm }: RepositoryDeletion,
): Promise<RepositoryDeletionView> {
  const repository = await requireRepositoryToChange(ctx, name, 'settings:write');
  const { orgId, id: repoId, fullName } = repository;
  const scope = { orgId, repoId };
  if (confirm !== undefined && confirm !== fullName) {
    const message = `must be the repository's name, ${fullName}`;
    throw new Fault('invalid_input', `confirm: ${message}.`, { fields: [{ path: 'confirm', message }] });
  }
  const contents = await countContents(ctx.sql, scope);
  if (dry_run) return viewOf(repository, 'kept', contents);
  await inTransaction(ctx.sql, async (tx) => {
    // Lock shared tables before the repository's own, as every transaction does: no deadlocks.
    const before = await findRepositoryForUpdate(tx, scope);
    if (!before || before.deletingAt !== null) throw new Fault('not_found', 'There is no such repository.');
    await lockRepository(tx, scope);
    await markDeleting(tx, scope, ctx.now());
    await addJob(tx, orderOf(removeRepositoryJob, scope));
    const { findings, uploads } = contents;
    const target = { kind: 'repository', id: String(repoId), name: fullName } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'repository.deleted', target, detail: { findings, uploads } });
  });
  const by = { kind: ctx.credential.kind, name: ctx.credential.name, userId: ctx.userId };
  ctx.log.warn({ ...scope, repository: fullName, by, ...contents }, 'a repository was deleted');
  return viewOf(repository, 'deleted', contents);
}

function viewOf(
  { fullName }: Repository,
  status: RepositoryDeletionView['status'],
  { findings, events, uploads, reportBytes, streams }: RepositoryContents,
): RepositoryDeletionView {
  return { repository: fullName, status, goes: { findings, events, uploads, report_bytes: reportBytes, streams } };
}
