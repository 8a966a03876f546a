import { createHash } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { ensurePipeline, ensureRun, findRun } from '#db/queries/pipelines.ts';
import { findRepetition } from '#db/queries/repetition.ts';
import type { Repository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import {
  findUploadByDedupe,
  findUploadByIdempotency,
  insertUpload,
  type NewUpload,
  type Upload,
} from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { UploadParams } from '#lib/contracts/upload.ts';
import { normaliseRoot } from '#lib/domain/finding/path.ts';
import { statementOfRun } from '#lib/domain/provenance/compare-origin.ts';
import { boundsOf, type Provenance } from '#lib/domain/provenance/provenance.ts';
import { codePlaceOf } from '#lib/domain/repository/code-host.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { CONFIRM_AFTER, isSameRun } from '#lib/domain/stream/confirm.ts';
import { canonicalRef } from '#lib/domain/stream/ref.ts';
import { Fault } from '#lib/errors.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { type AuditEvent, writeAudit } from '../audit/write-audit.ts';
import { claimFits } from './claim-fits.ts';
import { queueUpload } from './queue-upload.ts';
import { repositoryForDelivery } from './repository-for-delivery.ts';
import { requireScanner } from './require-scanner.ts';

export interface AcceptInput {
  params: UploadParams;
  report: { blob: string; sha256: Buffer; bytes: number; storedBytes: number; filename: string | null };
  idempotencyKey: string | null;
  /** What its repository must be, and becomes where it is new; left out: `code` where it is new. */
  kind?: RepositoryKind;
  /** A report of the demo: its loader processes it itself, with the demo's clock, so it is not queued. */
  demo?: boolean;
}

export interface Accepted {
  upload: Upload;
  repository: Repository;
  duplicate: boolean;
}

/**
 * Makes a delivered report durable: its row and its job in one transaction. A repeated delivery returns the upload that
 * exists: by `Idempotency-Key`, or by bytes, stream, commit and `complete` of the stream's latest upload.
 * @throws Fault conflict when the idempotency key was used for other bytes or another claim; forbidden when the same bytes are known to
 * come from a scanner that the token may not deliver for
 */
export async function acceptUpload(ctx: Context, input: AcceptInput): Promise<Accepted> {
  permit(ctx, 'upload:write', 'repositories');
  const now = ctx.now();
  const accepted = await inTransaction(ctx.sql, (tx) => acceptIn(tx, ctx, input, now));
  if (accepted.upload.scanner !== null) requireScanner(ctx.principal, accepted.upload.scanner);
  if (accepted.duplicate && accepted.upload.blob !== input.report.blob) await ctx.blobs.remove(input.report.blob);
  return accepted;
}

async function acceptIn(tx: Transaction, ctx: Context, input: AcceptInput, now: Date): Promise<Accepted> {
  const { params, report } = input;
  const repository = await repositoryForDelivery(tx, ctx, input, now);
  const scope = { orgId: ctx.orgId, repoId: repository.id };
  const idempotency = idempotencyOf(ctx, input);
  if (idempotency) {
    const earlier = await findUploadByIdempotency(tx, scope, idempotency);
    if (earlier) return { upload: sameDelivery(earlier, report.sha256, params.scanner), repository, duplicate: true };
  }
  const pipelineId = await ensurePipeline(tx, scope, params.pipeline, now);
  const row = rowOf(ctx, input, repository, { pipelineId, now });
  const known = await findKnown(tx, scope, row, params);
  if ('upload' in known) return { upload: known.upload, repository, duplicate: true };
  const dedupe = dedupeOf(row, known.generation);
  const runId = await runOf(tx, scope, row, params);
  const upload = await insertUpload(tx, scope, { ...row, runId, dedupe, idempotency });
  if (!upload) return { upload: await raced(tx, scope, { ...row, dedupe, idempotency }), repository, duplicate: true };
  if (input.demo) return { upload, repository, duplicate: false };
  await queueUpload(tx, upload);
  await writeAudit(tx, auditSource(ctx), acceptedEvent(upload, repository, params));
  return { upload, repository, duplicate: false };
}

function acceptedEvent(upload: Upload, { fullName }: Repository, params: UploadParams): AuditEvent {
  const { pipeline, ref } = params;
  const detail = { pipeline, ref: ref ?? null, sha256: upload.sha256.toString('hex'), bytes: upload.bytes };
  return {
    verb: 'upload.accepted',
    target: { kind: 'upload', id: encodeId('upload', upload), name: fullName },
    detail,
  };
}

type Row = Omit<NewUpload, 'runId' | 'dedupe' | 'idempotency'>;

/** The upload that this delivery repeats; else the generation that tells it from earlier deliveries of the same bytes. */
async function findKnown(
  tx: Transaction,
  scope: RepositoryScope,
  row: Row,
  params: UploadParams,
): Promise<{ upload: Upload } | { generation: number }> {
  const repetition = await findRepetition(tx, scope, row);
  if (!repetition) return { generation: 0 };
  const { last, newest, between } = repetition;
  if (between !== null) return { generation: Math.max(between, newest) };
  // Known bytes under a claim that may not fit are read like new ones: the reader says what they are.
  if (!claimFits(row.claim, last)) return { generation: newest };
  const isSame = await isSameDelivery(tx, scope, row, params, last);
  return isSame ? { upload: last } : { generation: newest };
}

/** Whether the stream's latest upload of these bytes is this very delivery, received again. */
async function isSameDelivery(
  tx: Transaction,
  scope: RepositoryScope,
  row: Row,
  params: UploadParams,
  last: Upload,
): Promise<boolean> {
  switch (last.state) {
    case 'received':
    case 'processing':
    case 'processed':
      return true;
    case 'held':
      return !(await isOfAnotherRun(tx, scope, row, params, last));
    case 'superseded':
      // A repeated late delivery has the same time again; a new run with the same bytes has a later one.
      return row.orderAt.getTime() === last.orderAt.getTime();
    case 'rejected':
      // A rejected upload's bytes are gone, and another version of the reader may accept them.
      return false;
  }
}

/** Whether another run sent the bytes of a held report: then it may confirm that one, and is not the same delivery. */
async function isOfAnotherRun(
  tx: Transaction,
  scope: RepositoryScope,
  row: Row,
  params: UploadParams,
  held: Upload,
): Promise<boolean> {
  const found = params.run_id === undefined ? null : await findRun(tx, scope, runKeyOf(row, params, params.run_id));
  if (params.run_id !== undefined && found === null) return true;
  if (isSameRun({ runId: found, commit: row.commit }, held)) return false;
  const isTold = found !== null || row.commit !== null;
  return isTold || row.receivedAt.getTime() - held.receivedAt.getTime() >= CONFIRM_AFTER;
}

function runKeyOf(row: Row, params: UploadParams, externalId: string) {
  return { pipelineId: row.pipelineId, externalId, attempt: params.run_attempt };
}

async function runOf(tx: Transaction, scope: RepositoryScope, row: Row, params: UploadParams): Promise<number | null> {
  if (params.run_id === undefined) return null;
  return ensureRun(tx, scope, {
    ...runKeyOf(row, params, params.run_id),
    commit: params.commit ?? null,
    ref: row.ref,
    url: params.run_url ?? null,
    startedAt: params.started_at ? new Date(params.started_at) : null,
    now: row.receivedAt,
  });
}

function rowOf(
  ctx: Context,
  { params, report }: AcceptInput,
  repository: Repository,
  { pipelineId, now }: { pipelineId: number; now: Date },
): Row {
  const startedAt = params.started_at ? new Date(params.started_at) : null;
  return {
    pipelineId,
    claim: params.scanner ?? null,
    label: params.label,
    root: params.root,
    path: params.path === '' ? pathOfFile(report.filename) : params.path,
    ref: params.ref ? canonicalRef(params.ref) : repository.defaultBranch,
    commit: params.commit?.toLowerCase() ?? null,
    complete: params.complete ?? true,
    completeSaid: params.complete !== undefined,
    filename: report.filename,
    blob: report.blob,
    sha256: report.sha256,
    bytes: report.bytes,
    storedBytes: report.storedBytes,
    credentialKind: ctx.credential.kind,
    credentialName: ctx.credential.name,
    tokenId: ctx.credential.tokenId,
    userId: ctx.userId,
    provenance: provenanceOf(ctx, params, repository),
    // A clock that runs ahead must not outrank every later report for hours.
    orderAt: startedAt && startedAt < now ? startedAt : now,
    receivedAt: now,
  };
}

/** What is known of it before the report itself is read. */
function provenanceOf(ctx: Context, { repo, ref, commit, run_url }: UploadParams, repository: Repository): Provenance {
  const names = [repository.fullName, repo];
  const delivered = { names, code: codePlaceOf(repository), ref: ref ?? '', commit: commit ?? null };
  return {
    bounds: boundsOf(ctx.credential.kind, ctx.principal),
    run: statementOfRun(run_url, delivered),
    report: null,
  };
}

/** YAML is no report but a file of the repository: its name is a part of what it says. */
function pathOfFile(filename: string | null): string {
  return filename !== null && /\.ya?ml$/i.test(filename) ? (normaliseRoot(filename) ?? '') : '';
}

/** Equal for concurrent deliveries of the same report, so that the unique index lets one of them in. */
function dedupeOf(row: Row, generation: number): Buffer {
  const { pipelineId, label, root, path, ref, commit, complete, completeSaid, sha256 } = row;
  const said = complete && completeSaid ? 'said' : complete;
  const places = path === '' ? (root === '' ? [] : [root]) : [root, path];
  const parts = JSON.stringify([pipelineId, label, ref, commit, said, generation, ...places]);
  return createHash('sha256').update(parts).update(sha256).digest().subarray(0, 16);
}

function idempotencyOf(ctx: Context, input: AcceptInput): Buffer | null {
  if (input.idempotencyKey === null) return null;
  return createHash('sha256')
    .update(`${ctx.credential.tokenId ?? 0}\n${input.idempotencyKey}`)
    .digest()
    .subarray(0, 16);
}

/** @throws Fault conflict when the key was used for another delivery; unprocessable when the claim does not fit */
function sameDelivery(earlier: Upload, sha256: Buffer, claim: string | undefined): Upload {
  if (Buffer.compare(earlier.sha256, sha256) !== 0) {
    throw new Fault('conflict', 'This Idempotency-Key was used for another report. Use a new key for every report.');
  }
  if (claimFits(claim ?? null, earlier)) return earlier;
  if (earlier.scanner !== null) {
    throw new Fault('unprocessable', `Claimed as "${claim}", but ${earlier.scanner} wrote this report.`);
  }
  throw new Fault('conflict', `This Idempotency-Key was used for this report without the claim "${claim}".`);
}

async function raced(
  tx: Transaction,
  scope: { repoId: number; orgId: number },
  row: Pick<NewUpload, 'dedupe' | 'idempotency' | 'sha256' | 'claim'>,
): Promise<Upload> {
  const { dedupe, idempotency, sha256, claim } = row;
  const same = await findUploadByDedupe(tx, scope, dedupe);
  if (same && claimFits(claim, same)) return same;
  const winner = idempotency ? await findUploadByIdempotency(tx, scope, idempotency) : null;
  if (!winner) throw new Fault('unavailable', 'Two deliveries met. Send the report again.', { retryAfter: 1 });
  return sameDelivery(winner, sha256, claim ?? undefined);
}
