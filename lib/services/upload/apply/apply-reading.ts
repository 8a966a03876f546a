import { join } from 'node:path';
import type { Sql, Transaction } from '#db/client.ts';
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
import type { Category } from '#lib/domain/finding/finding.ts';
import { type Difference, diffStream } from '#lib/domain/stream/diff.ts';
import { holdReason } from '#lib/domain/stream/hold.ts';
import { isSuperseded } from '#lib/domain/stream/order.ts';
import { isTracked } from '#lib/domain/stream/ref.ts';
import { settleClaims } from '#lib/domain/stream/settle-claims.ts';
import { type IndexBatch, READER_VERSION, RECORDS_FILE, type ReadDone } from '../read/protocol.ts';
import { type Applied, applyDifference } from './apply-report.ts';
import { findOwners } from './find-owners.ts';
import { Import, type Incoming, incomingOf } from './import.ts';
import { knowAgain } from './known-again.ts';
import { RecordFile } from './record-file.ts';

/** What is known of a report: read just now, or the same bytes as an upload that the stream holds. */
export type Reading = { done: ReadDone; index: IndexBatch[]; folder: string } | { same: Upload };

interface Facts {
  scanner: string;
  scannerVersion: string | null;
  format: string;
  categories: readonly Category[];
  incomplete: string[];
  parsed: number;
  skippedCount: number;
  skipped: { position: string; reason: string }[];
}

function factsOf(reading: Reading, stream: Stream | null): Facts {
  if ('same' in reading) {
    const { same } = reading;
    return {
      scanner: same.scanner ?? '',
      scannerVersion: same.scannerVersion,
      format: same.format ?? '',
      categories: stream?.categories ?? [],
      incomplete: same.incomplete,
      parsed: same.parsed,
      skippedCount: same.skippedCount,
      skipped: same.skipped,
    };
  }
  const { summary, format, parsed, skippedCount, skipped } = reading.done;
  const { scanner, scannerVersion, categories, incomplete } = summary;
  return { scanner, scannerVersion, format, categories, incomplete, parsed, skippedCount, skipped };
}

/**
 * The one transaction of an upload: order, difference, hold, writing, counters, score, state.
 * @returns false when the shortcut of the same bytes no longer applies
 */
export async function applyReading(
  deps: { sql: Sql; now: () => Date },
  scope: RepositoryScope,
  upload: Upload,
  reading: Reading,
): Promise<boolean> {
  const incoming = 'same' in reading ? [] : incomingOf(reading.index);
  const records = 'same' in reading ? null : new RecordFile(join(reading.folder, RECORDS_FILE));
  try {
    return await inTransaction(deps.sql, async (tx) => {
      await lockRepository(tx, scope);
      const current = await findUpload(tx, scope, upload.number);
      const repository = await findRepository(tx, scope);
      // Another worker was faster, or the repository is gone: a retried job changes nothing the second time.
      if (!current || !repository || current.state !== 'processing') return true;
      const step = new Step(tx, scope, repository, current, deps.now());
      return step.run(reading, incoming, records);
    });
  } finally {
    records?.close();
  }
}

class Step {
  readonly tx: Transaction;
  readonly scope: RepositoryScope;
  readonly repository: Repository;
  readonly upload: Upload;
  readonly now: Date;

  constructor(tx: Transaction, scope: RepositoryScope, repository: Repository, upload: Upload, now: Date) {
    this.tx = tx;
    this.scope = scope;
    this.repository = repository;
    this.upload = upload;
    this.now = now;
  }

  async run(reading: Reading, incoming: readonly Incoming[], records: RecordFile | null): Promise<boolean> {
    const { upload, repository } = this;
    const facts = factsOf(reading, null);
    const stream = await ensureStream(
      this.tx,
      this.scope,
      { pipelineId: upload.pipelineId, scanner: facts.scanner, label: upload.label, ref: upload.ref },
      { tracked: isTracked(upload.ref, repository), categories: facts.categories, now: this.now },
    );
    if ('same' in reading && stream.currentUpload !== reading.same.number) return false;
    if (isSuperseded(upload.orderAt, stream.highWaterAt) || cameBefore(upload, stream)) {
      await this.#finish(facts, stream, {
        state: 'superseded',
        reason: `A newer report of this stream took effect already (${stream.highWaterAt?.toISOString()}).`,
      });
      return true;
    }
    const closes = upload.complete && facts.incomplete.length === 0;
    const present = 'same' in reading ? [] : await loadPresent(this.tx, this.scope, stream.id);
    const found = records
      ? await knowAgain(
          { tx: this.tx, scope: this.scope, records },
          diffStream(present, incoming, { closes }),
          incoming,
        )
      : nothingNew(stream.present);
    const owners = await findOwners(this.tx, this.scope, found, present);
    const diff = settleClaims(found, present, incoming, owners);
    const hold = this.#hold(diff.vanished.length, present.length, stream);
    if (hold !== null) {
      await this.#finish(facts, stream, { state: 'held', reason: hold });
      await this.#see(stream, facts, { heldUpload: upload.number });
      return true;
    }
    const work = new Import({ tx: this.tx, scope: this.scope, repository, stream, upload, now: this.now, records });
    // The stream is brought up to date first: the score that follows counts this report as measured.
    await this.#see(stream, facts, {
      highWaterAt: upload.orderAt,
      currentUpload: upload.number,
      heldUpload: null,
      present: 'same' in reading ? stream.present : present.length + diff.appeared.length - diff.vanished.length,
      ...(closes ? { lastSuccessAt: upload.orderAt, lastSuccessCommit: upload.commit } : {}),
    });
    const applied = await applyDifference(work, diff, incoming, owners);
    await this.#settleHeld(stream);
    await this.#finish(facts, stream, resultOf(applied));
    return true;
  }

  /** Law 6: silence is not success, unless a person said so or the report before this one said the same. */
  #hold(closing: number, open: number, stream: Stream): string | null {
    if (this.upload.releasedAt !== null) return null;
    const reason = holdReason({ closing, open, enabled: this.repository.holdSuspicious });
    return stream.heldUpload !== null && stream.heldUpload !== this.upload.number ? null : reason;
  }

  async #settleHeld(stream: Stream): Promise<void> {
    if (stream.heldUpload === null || stream.heldUpload === this.upload.number) return;
    await supersedeHeld(
      this.tx,
      this.scope,
      stream.heldUpload,
      `The next report of this stream settled it (upload ${this.upload.number}).`,
    );
  }

  async #see(stream: Stream, facts: Facts, change: Partial<Stream>): Promise<void> {
    const next = { ...stream, ...change };
    const gap = stream.lastReportAt ? Math.round((this.now.getTime() - stream.lastReportAt.getTime()) / 1000) : null;
    await updateStream(this.tx, this.scope, stream.id, {
      categories:
        facts.categories.length > 0
          ? [...new Set([...stream.categories, ...facts.categories])].sort()
          : stream.categories,
      highWaterAt: next.highWaterAt,
      currentUpload: next.currentUpload,
      lastSuccessAt: next.lastSuccessAt,
      lastSuccessCommit: next.lastSuccessCommit,
      lastReportAt: this.now,
      reportInterval: smoothed(stream.reportInterval, gap),
      heldUpload: next.heldUpload,
      present: next.present,
    });
  }

  async #finish(facts: Facts, stream: Stream, result: UploadResult): Promise<void> {
    await updateUpload(this.tx, this.scope, this.upload.number, {
      streamId: stream.id,
      scanner: facts.scanner,
      scannerVersion: facts.scannerVersion,
      format: facts.format,
      incomplete: facts.incomplete,
      parsed: facts.parsed,
      skippedCount: facts.skippedCount,
      skipped: facts.skipped,
      processedAt: this.now,
      readerVersion: READER_VERSION,
      ...result,
    });
    await notifyUpload(this.tx, this.scope, this.upload.number);
  }
}

function nothingNew(unchanged: number): Difference {
  return { appeared: [], changed: [], moved: [], rekeyed: [], vanished: [], unchanged };
}

/** Of two reports of one time the later arrival counts, even when the earlier one was worked on last. */
function cameBefore(upload: Upload, stream: Stream): boolean {
  const sameTime = stream.highWaterAt !== null && upload.orderAt.getTime() === stream.highWaterAt.getTime();
  return sameTime && stream.currentUpload !== null && upload.number < stream.currentUpload;
}

/** Seconds between reports, the newest gap counting a quarter. */
function smoothed(interval: number | null, gap: number | null): number | null {
  if (gap === null || gap < 0) return interval;
  return interval === null ? gap : Math.round(interval * 0.75 + gap * 0.25);
}

function resultOf(applied: Applied): UploadResult {
  return {
    state: 'processed',
    reason: null,
    introduced: applied.introduced,
    reopened: applied.reopened,
    fixed: applied.fixed,
    moved: applied.moved,
    changed: applied.changed,
    unchanged: applied.unchanged,
    scoreBefore: applied.score.before,
    scoreAfter: applied.score.after,
  };
}
