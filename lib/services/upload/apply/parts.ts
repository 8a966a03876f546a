import { ensureStream, findStream, loadPresent, type Stream } from '#db/queries/streams.ts';
import { findStreamsOfUpload, findUploadParts } from '#db/queries/upload-parts.ts';
import type { Upload } from '#db/queries/uploads.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { JudgedSubjects } from '#lib/domain/judged/judged-subject.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import type { AnyGap, StoredGap } from '#lib/domain/stream/gap.ts';
import { isSuperseded } from '#lib/domain/stream/order.ts';
import type { PlannedReport } from '#lib/domain/stream/plan-import.ts';
import { isTracked } from '#lib/domain/stream/ref.ts';
import type { NamesAsked } from '../../advisory/names-of-reading.ts';
import type { LockedRepository } from '../../ledger/changes.ts';
import type { IndexBatch, ReadDone } from '../read/protocol.ts';
import { adoptStream } from './adopt-stream.ts';
import { incomingOf } from './incoming.ts';

/** A report that was read just now, or the upload that is current in all of its streams and has the same bytes. */
export type Reading = FreshReading | { same: Upload };

export interface FreshReading {
  done: ReadDone;
  index: IndexBatch[];
  folder: string;
  names: NamesAsked;
}

/** The upload that is applied. */
export type At = LockedRepository & { upload: Upload };

/** A part of the report, with the stream that it feeds. */
export interface Part {
  stream: Stream;
  scannerVersion: string | null;
  categories: readonly Category[];
  gaps: readonly AnyGap[];
  /** Of an inventory: what it says of itself. */
  inventory: InventoryFacts | null;
  /** What rules of our own looked at; null where nothing is judged by them, or the bytes are those of the last report. */
  subjects: JudgedSubjects | null;
  format: string | null;
  /** Of the stream's current upload; undefined: it was not asked for. */
  currentFormat: string | null | undefined;
  /** For bytes that were read before: what was stored of the gaps then. */
  stored: StoredGap[] | null;
  report: PlannedReport;
}

export function loadParts(at: At, reading: Reading): Promise<Part[]> {
  return 'same' in reading ? knownParts(at, reading.same) : readParts(at, reading);
}

async function readParts(at: At, { done, index }: FreshReading): Promise<Part[]> {
  const { tx, scope, repository, upload, now } = at;
  const tracked = isTracked(upload.ref, repository);
  const incoming = incomingOf(index, done.parts.length);
  const parts: Part[] = [];
  for (const [place, read] of done.parts.entries()) {
    const { scanner, scannerVersion, label, categories, gaps, inventory = null, subjects = null } = read;
    const identity = { pipelineId: upload.pipelineId, scanner, label, ref: upload.ref };
    const known = await findStream(tx, scope, identity);
    if (known === null) await adoptStream(at, identity, { categories, incoming: incoming[place] ?? [] });
    const stream = known ?? (await ensureStream(tx, scope, identity, { tracked, categories, now }));
    // A superseded report is not compared.
    const present = isSuperseded(upload, stream) ? [] : await loadPresent(tx, scope, stream.id);
    const report = { incoming: incoming[place] ?? [], present };
    parts.push({
      stream,
      scannerVersion,
      categories,
      gaps,
      inventory,
      subjects,
      format: done.format,
      currentFormat: known?.currentFormat,
      stored: null,
      report,
    });
  }
  return parts;
}

async function knownParts({ tx, scope }: At, same: Upload): Promise<Part[]> {
  const known = new Map((await findUploadParts(tx, scope, same.number)).map((part) => [part.streamId, part]));
  return (await findStreamsOfUpload(tx, scope, same.number)).map((stream) => {
    const { scannerVersion = null, gaps: stored = [], inventory = null } = known.get(stream.id) ?? {};
    const gaps = stored.filter((gap) => gap.scope === 'everything');
    return {
      stream,
      scannerVersion,
      categories: [],
      gaps,
      inventory,
      subjects: null,
      format: null,
      currentFormat: undefined,
      stored,
      report: { sameAsUpload: same.number },
    };
  });
}
