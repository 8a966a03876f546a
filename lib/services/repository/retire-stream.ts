import { ensureMonths } from '#db/partitions.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findPipelineKey } from '#db/queries/pipelines.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { endSightings } from '#db/queries/sightings.ts';
import {
  findPresentNumbers,
  findStreamById,
  lockRepository,
  retireStream as markRetired,
  type Stream,
} from '#db/queries/streams.ts';
import { supersedeHeld } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RetiredStreamView } from '#lib/contracts/repository.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { requireRepositoryToChange } from './require-repository-to-change.ts';

const CHUNK = 5000;

/**
 * Retires a stream that is over: it sees nothing any more, and what no other stream sees is fixed. Its next report undoes
 * that. Retiring it twice changes nothing.
 * @throws Fault not_found, forbidden
 */
export async function retireStream(ctx: Context, name: string, id: string): Promise<RetiredStreamView> {
  const { orgId, id: repoId } = await requireRepositoryToChange(ctx, name, 'stream:retire');
  const scope = { orgId, repoId };
  const key = decodeId('stream', id);
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    // Lock shared tables before the repository's own, as every transaction does: no deadlocks.
    const repository = await findRepositoryForUpdate(tx, scope);
    await lockRepository(tx, scope);
    const stream = key?.repoId === repoId ? await findStreamById(tx, scope, key.number) : null;
    if (!repository || !stream) throw new Fault('not_found', 'There is no such stream.');
    if (stream.retiredAt !== null) return viewOf(id, stream.retiredAt, 0, null);
    return retire(ctx, { tx, scope, repository, now }, stream, id);
  });
}

async function retire(ctx: Context, at: LockedRepository, stream: Stream, id: string): Promise<RetiredStreamView> {
  const { tx, scope, now } = at;
  const { name } = ctx.credential;
  await markRetired(tx, scope, stream.id, { at: now, name });
  if (stream.heldUpload !== null) {
    await supersedeHeld(tx, scope, stream.heldUpload, `Its stream was retired by ${name}.`);
  }
  const changes = new Changes();
  changes.touched = endingSightings(at, stream);
  const retired = [await findPipelineKey(tx, scope, stream.pipelineId), stream.scanner, stream.label, stream.ref];
  const { fixed, score } = await commit(at, changes, {
    upload: 0,
    ...causeOf(ctx),
    fixedBy: { retired: retired.filter((part) => part !== '').join(' · ') },
  });
  const target = { kind: 'stream', id, name: at.repository.fullName } as const;
  const [pipeline, scanner, label, ref] = retired;
  const detail = { pipeline: pipeline ?? '', scanner: scanner ?? '', label: label ?? '', ref: ref ?? '', fixed };
  await writeAudit(tx, auditSource(ctx), { verb: 'stream.retired', target, detail });
  return viewOf(id, now, fixed, score);
}

/** Ends the stream's sightings page by page; each page's findings follow when theirs have ended. */
async function* endingSightings({ tx, scope }: LockedRepository, stream: Stream): AsyncGenerator<KnownFinding[]> {
  for (let after = 0; ; ) {
    const numbers = await findPresentNumbers(tx, scope, [stream.id], after, CHUNK);
    if (numbers.length === 0) return;
    await endSightings(tx, scope, stream.id, stream.currentUpload ?? 0, numbers);
    yield await findByNumbers(tx, scope, numbers);
    after = numbers.at(-1) ?? after;
  }
}

function viewOf(
  id: string,
  retiredAt: Date,
  fixed: number,
  score: { before: number | null; after: number | null } | null,
): RetiredStreamView {
  return {
    id,
    retired_at: retiredAt.toISOString(),
    fixed,
    score: score && { before: shownScore(score.before), after: shownScore(score.after) },
  };
}
