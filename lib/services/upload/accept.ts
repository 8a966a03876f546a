import { createHash } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { ensurePipeline, ensureRun } from '#db/queries/pipelines.ts';
import { ensureRepository, findRepositoryByName, type Repository } from '#db/queries/repositories.ts';
import {
  findRepetition,
  findUploadByDedupe,
  findUploadByIdempotency,
  insertUpload,
  type NewUpload,
  type Upload,
} from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { UploadParams } from '#lib/contracts/upload.ts';
import { canonicalRef, guessDefaultBranch } from '#lib/domain/stream/ref.ts';
import { Fault } from '#lib/errors.ts';
import { queueUpload } from './queue-upload.ts';

export interface AcceptInput {
  params: UploadParams;
  report: { blob: string; sha256: Buffer; bytes: number; storedBytes: number; filename: string | null };
  idempotencyKey: string | null;
  tokenId: number | null;
  /** A report of the demo, which its loader processes itself with a clock of its own: it is not queued. */
  demo?: boolean;
}

export interface Accepted {
  upload: Upload;
  repository: Repository;
  duplicate: boolean;
}

/**
 * Makes a delivered report durable: its row and its job in one transaction (law 1). The same delivery again is the same
 * upload (law 2): by `Idempotency-Key`, or by bytes, pipeline, label, ref and commit.
 * @throws Fault conflict when the idempotency key was used for other bytes
 */
export async function acceptUpload(ctx: Context, input: AcceptInput): Promise<Accepted> {
  const now = ctx.now();
  const accepted = await inTransaction(ctx.sql, (tx) => acceptIn(tx, ctx, input, now));
  if (accepted.duplicate && accepted.upload.blob !== input.report.blob) await ctx.blobs.remove(input.report.blob);
  return accepted;
}

async function acceptIn(tx: Transaction, ctx: Context, input: AcceptInput, now: Date): Promise<Accepted> {
  const { params, report } = input;
  const repository = await repositoryOf(tx, ctx, params, input.demo ?? false, now);
  const scope = { orgId: ctx.orgId, repoId: repository.id };
  const ref = params.ref ? canonicalRef(params.ref) : repository.defaultBranch;
  const idempotency = idempotencyOf(input);
  if (idempotency) {
    const earlier = await findUploadByIdempotency(tx, scope, idempotency);
    if (earlier) return { upload: sameBytes(earlier, report.sha256), repository, duplicate: true };
  }
  const pipelineId = await ensurePipeline(tx, scope, params.pipeline, now);
  const stream = { pipelineId, label: params.label, ref, claim: params.scanner ?? null, sha256: report.sha256 };
  const repetition = params.commit ? null : await findRepetition(tx, scope, stream);
  if (repetition && repetition.between === null) return { upload: repetition.last, repository, duplicate: true };
  const generation = repetition?.between ?? 0;
  const dedupe = dedupeOf(
    [pipelineId, params.label, ref, params.commit?.toLowerCase() ?? '', generation],
    report.sha256,
  );
  const earlier = await findUploadByDedupe(tx, scope, dedupe);
  if (earlier) return { upload: earlier, repository, duplicate: true };
  const startedAt = params.started_at ? new Date(params.started_at) : null;
  const runId = params.run_id
    ? await ensureRun(tx, scope, {
        pipelineId,
        externalId: params.run_id,
        attempt: params.run_attempt,
        commit: params.commit ?? null,
        ref,
        url: params.run_url ?? null,
        startedAt,
        now,
      })
    : null;
  const upload = await insertUpload(tx, scope, {
    ...rowOf(input, ref),
    pipelineId,
    runId,
    dedupe,
    idempotency,
    // A clock that runs ahead must not outrank every later report for hours.
    orderAt: startedAt && startedAt < now ? startedAt : now,
    receivedAt: now,
  });
  if (!upload)
    return { upload: await raced(tx, scope, dedupe, idempotency, report.sha256), repository, duplicate: true };
  if (!input.demo) await queueUpload(tx, upload);
  return { upload, repository, duplicate: false };
}

function rowOf(
  input: AcceptInput,
  ref: string,
): Omit<NewUpload, 'pipelineId' | 'runId' | 'dedupe' | 'orderAt' | 'receivedAt'> {
  const { params, report } = input;
  return {
    claim: params.scanner ?? null,
    label: params.label,
    ref,
    commit: params.commit?.toLowerCase() ?? null,
    complete: params.complete,
    filename: report.filename,
    blob: report.blob,
    sha256: report.sha256,
    bytes: report.bytes,
    storedBytes: report.storedBytes,
    tokenId: input.tokenId,
  };
}

async function repositoryOf(
  tx: Transaction,
  ctx: Context,
  params: UploadParams,
  demo: boolean,
  now: Date,
): Promise<Repository> {
  const known = await findRepositoryByName(tx, { orgId: ctx.orgId }, params.repo);
  if (known) return known;
  const defaultBranch = guessDefaultBranch(params.ref ?? null);
  return ensureRepository(tx, { orgId: ctx.orgId }, { fullName: params.repo, defaultBranch, demo, now });
}

function dedupeOf(parts: (string | number)[], sha256: Buffer): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).update(sha256).digest().subarray(0, 16);
}

function idempotencyOf(input: AcceptInput): Buffer | null {
  if (input.idempotencyKey === null) return null;
  return createHash('sha256')
    .update(`${input.tokenId ?? 0}\n${input.idempotencyKey}`)
    .digest()
    .subarray(0, 16);
}

function sameBytes(earlier: Upload, sha256: Buffer): Upload {
  if (Buffer.compare(earlier.sha256, sha256) === 0) return earlier;
  throw new Fault('conflict', 'This Idempotency-Key was used for another report. Use a new key for every report.');
}

async function raced(
  tx: Transaction,
  scope: { repoId: number; orgId: number },
  dedupe: Buffer,
  idempotency: Buffer | null,
  sha256: Buffer,
): Promise<Upload> {
  const same = await findUploadByDedupe(tx, scope, dedupe);
  if (same) return same;
  const winner = idempotency ? await findUploadByIdempotency(tx, scope, idempotency) : null;
  if (!winner) throw new Fault('unavailable', 'Two deliveries met. Send the report again.', { retryAfter: 1 });
  return sameBytes(winner, sha256);
}
