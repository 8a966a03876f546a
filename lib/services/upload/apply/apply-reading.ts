import { join } from 'node:path';
import type { Sql, Transaction } from '#db/client.ts';
import { findByKeys, findByNumbers, hasFindings } from '#db/queries/findings-write.ts';
import { findRepository, type Repository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { ensureStream, loadPresent, lockRepository, type Stream, updateStream } from '#db/queries/streams.ts';
import {
  findUpload,
  notifyUpload,
  supersedeHeld,
  type Upload,
  type UploadResult,
  updateUpload,
} from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { credentialText } from '#lib/domain/access/credential.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { HeldReport } from '#lib/domain/stream/confirm.ts';
import { streamLabel } from '#lib/domain/stream/label.ts';
import { isSuperseded } from '#lib/domain/stream/order.ts';
import {
  type FindingQuestion,
  type HeldPlan,
  type ImportPlan,
  type PlannedReport,
  type ProcessedPlan,
  planImport,
} from '#lib/domain/stream/plan-import.ts';
import { isTracked } from '#lib/domain/stream/ref.ts';
import type { SkippedItem } from '#lib/domain/stream/upload-state.ts';
import { commit } from '../../ledger/commit.ts';
import { type IndexBatch, RECORDS_FILE, type ReadDone } from '../read/protocol.ts';
import { readerVersion } from '../read/reader-version.ts';
import { incomingOf } from './incoming.ts';
import { RecordFile } from './record-file.ts';
import { writePlan } from './write-plan.ts';

/** A report that was read just now, or the stream's current upload that has the same bytes. */
export type Reading = { done: ReadDone; index: IndexBatch[]; folder: string } | { same: Upload };

/** What a report says about itself. */
interface ReportFacts {
  scanner: string;
  scannerVersion: string | null;
  format: string;
  categories: readonly Category[];
  incomplete: string[];
  parsed: number;
  skippedCount: number;
  skipped: SkippedItem[];
}

interface At {
  tx: Transaction;
  scope: RepositoryScope;
  repository: Repository;
  upload: Upload;
  now: Date;
}

/**
 * Applies an upload in one transaction: loads the facts, plans, writes the plan and what follows from it.
 * @returns false when the stream no longer has the same bytes, so that the report must be read after all
 */
export async function applyReading(
  deps: { sql: Sql; now: () => Date },
  scope: RepositoryScope,
  upload: Upload,
  reading: Reading,
): Promise<boolean> {
  const incoming = 'same' in reading ? [] : incomingOf(reading.index);
  const records = 'same' in reading ? null : new RecordFile(join(reading.folder, RECORDS_FILE), reading.index);
  try {
    return await inTransaction(deps.sql, async (tx) => {
      await lockRepository(tx, scope);
      const current = await findUpload(tx, scope, upload.number);
      const repository = await findRepository(tx, scope);
      // Another worker has finished the upload, or the repository was deleted: a retried job changes nothing.
      if (!current || !repository || current.state !== 'processing') return true;
      const at = { tx, scope, repository, upload: current, now: deps.now() };
      const facts = factsOf(reading);
      const stream = await streamOf(at, facts);
      const report =
        'same' in reading ? { sameAsUpload: reading.same.number } : { incoming, present: await presentIn(at, stream) };
      const plan = await planned(at, stream, facts, report);
      return write(at, stream, facts, plan, records);
    });
  } finally {
    records?.close();
  }
}

function factsOf(reading: Reading): ReportFacts {
  if ('same' in reading) {
    const { scanner, scannerVersion, format, incomplete, parsed, skippedCount, skipped } = reading.same;
    const source = { scanner: scanner ?? '', scannerVersion, format: format ?? '' };
    return { ...source, categories: [], incomplete, parsed, skippedCount, skipped };
  }
  const { summary, format, parsed, skippedCount, skipped } = reading.done;
  const { parts } = summary;
  const [first] = parts;
  const scanner = [...new Set(parts.map((part) => part.scanner))].sort().join('+');
  const scannerVersion = parts.length === 1 ? (first?.scannerVersion ?? null) : null;
  const categories = [...new Set(parts.flatMap((part) => part.categories))].sort();
  const incomplete = parts.flatMap(({ gaps }) => gaps.map((gap) => gap.reason)).slice(0, 20);
  return { scanner, scannerVersion, format, categories, incomplete, parsed, skippedCount, skipped };
}

function streamOf({ tx, scope, repository, upload, now }: At, { scanner, categories }: ReportFacts): Promise<Stream> {
  const { pipelineId, ref } = upload;
  const tracked = isTracked(ref, repository);
  const identity = { pipelineId, scanner, label: streamLabel(upload), ref };
  return ensureStream(tx, scope, identity, { tracked, categories, now });
}

/** The findings present in the stream; none for a superseded report, which is not compared. */
async function presentIn({ tx, scope, upload }: At, stream: Stream) {
  return isSuperseded(upload, stream) ? [] : loadPresent(tx, scope, stream.id);
}

async function planned(at: At, stream: Stream, facts: ReportFacts, report: PlannedReport): Promise<ImportPlan> {
  const { upload, repository, now } = at;
  const { incomplete, categories } = facts;
  const { holdSuspicious } = repository;
  const held = await heldIn(at, stream);
  const planning = planImport({ stream, upload, held, report, incomplete, categories, holdSuspicious, now });
  let step = planning.next([]);
  while (!step.done) step = planning.next(await answer(at, step.value));
  return step.value;
}

/** The held report that waits in the stream, with the first one of its series, whose time counts. */
async function heldIn({ tx, scope }: At, { heldUpload }: Stream): Promise<HeldReport | null> {
  const held = heldUpload === null ? null : await findUpload(tx, scope, heldUpload);
  if (held === null) return null;
  const first = held.heldFirst === null ? null : await findUpload(tx, scope, held.heldFirst);
  return { number: held.number, orderAt: held.orderAt, first: first ?? held };
}

async function answer({ tx, scope }: At, question: FindingQuestion): Promise<KnownFinding[]> {
  if ('numbers' in question) return findByNumbers(tx, scope, question.numbers);
  // Skip the query in an empty repository: a first import asks for very many keys.
  return (await hasFindings(tx, scope)) ? findByKeys(tx, scope, question.keys) : [];
}

async function write(
  at: At,
  stream: Stream,
  facts: ReportFacts,
  plan: ImportPlan,
  records: RecordFile | null,
): Promise<boolean> {
  switch (plan.outcome) {
    case 'stale':
      return false;
    case 'superseded':
      await finish(at, stream, facts, { state: 'superseded', reason: plan.reason });
      return true;
    case 'held':
      await hold(at, stream, facts, plan);
      await updateStream(at.tx, at.scope, stream.id, plan.stream);
      return true;
    case 'processed':
      await finish(at, stream, facts, await takeEffect(at, stream, plan, records));
      return true;
  }
}

async function hold(at: At, stream: Stream, facts: ReportFacts, plan: HeldPlan): Promise<void> {
  const { reason, first: heldFirst, confirmableAt, replaces } = plan;
  await finish(at, stream, facts, { state: 'held', reason, heldFirst, confirmableAt });
  if (replaces === null) return;
  await supersedeHeld(at.tx, at.scope, replaces, `A newer report waits in its place (upload ${at.upload.number}).`);
}

/** For people: which upload settled a held report, whose it was, and how. */
function settledBy({ upload }: At, confirms: boolean): string {
  const by = credentialText(upload);
  const name = `upload ${upload.number}${by === null ? '' : `, ${by}`}`;
  if (confirms) return `Confirmed by a report of another run that says the same (${name}).`;
  return `The next report of this stream settled it (${name}).`;
}

async function takeEffect(
  at: At,
  stream: Stream,
  plan: ProcessedPlan,
  records: RecordFile | null,
): Promise<UploadResult> {
  const { tx, scope, upload } = at;
  // Update the stream before `commit`, whose score must count this report as measured.
  await updateStream(tx, scope, stream.id, plan.stream);
  const changes = await writePlan({ ...at, stream, records }, plan);
  const { introduced, reopened, fixed, score } = await commit(at, changes, {
    upload: upload.number,
    userId: upload.releasedBy,
    fixedBy: plan.confirms === null ? null : { confirms: plan.confirms },
  });
  if (plan.settlesHeld !== null) {
    await supersedeHeld(tx, scope, plan.settlesHeld, settledBy(at, plan.confirms !== null));
  }
  const scores = { scoreBefore: score.before, scoreAfter: score.after };
  const { confirms } = plan;
  return { state: 'processed', reason: null, confirms, introduced, reopened, fixed, ...plan.counts, ...scores };
}

async function finish(at: At, stream: Stream, facts: ReportFacts, result: UploadResult): Promise<void> {
  const { scanner, scannerVersion, format, incomplete, parsed, skippedCount, skipped } = facts;
  await updateUpload(at.tx, at.scope, at.upload.number, {
    ...{ streamId: stream.id, scanner, scannerVersion, format, incomplete, parsed, skippedCount, skipped },
    ...{ processedAt: at.now, readerVersion: readerVersion() },
    ...result,
  });
  await notifyUpload(at.tx, at.scope, at.upload.number);
}
