import { Json } from '#db/bulk.ts';
import { worstFirst } from '#db/queries/closing.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import { updateStream } from '#db/queries/streams.ts';
import { type NewUploadPart, writeUploadParts } from '#db/queries/upload-parts.ts';
import { supersedeHeld, type UploadResult, updateUpload } from '#db/queries/uploads.ts';
import type { KeptOpen } from '#lib/domain/stream/gap.ts';
import type { HeldPlan, ImportPlan } from '#lib/domain/stream/plan-import.ts';
import { isTracked } from '#lib/domain/stream/ref.ts';
import { countedGaps, storedGaps } from '#lib/domain/stream/witness.ts';
import { readerVersion } from '../read/reader-version.ts';
import type { At, Part, Reading } from './parts.ts';
import { provenanceOf } from './provenance-of.ts';

/** A part with what was decided about it. */
export interface PlannedPart {
  part: Part;
  plan: ImportPlan;
}

const REASONS_SHOWN = 20;

/** Stores what became of the upload, and tells those who wait for it. */
export async function settleUpload(
  at: At,
  reading: Reading,
  planned: readonly PlannedPart[],
  result: UploadResult,
): Promise<void> {
  const { tx, scope, repository, upload, now } = at;
  const rows: NewUploadPart[] = [];
  for (const each of planned) rows.push({ ...partRow(at, each), ...(await closingOf(at, each, result)) });
  const facts: UploadResult = {
    ...factsOf(reading, planned),
    ...{ processedAt: now, readerVersion: readerVersion(), counts: isTracked(upload.ref, repository) },
    provenance: await provenanceOf(at, reading),
    ...result,
  };
  await Promise.all([
    writeUploadParts(tx, scope, upload.number, rows, { again: upload.processedAt !== null }),
    updateUpload(tx, scope, upload.number, facts),
  ]);
}

/** One part that must wait holds back the whole report: nothing of it takes effect. */
export async function holdUpload(
  at: At,
  reading: Reading,
  planned: readonly PlannedPart[],
  held: readonly HeldPlan[],
): Promise<void> {
  const { tx, scope, upload } = at;
  for (const { part, plan } of planned) {
    if (plan.outcome === 'held') await updateStream(tx, scope, part.stream.id, plan.stream);
  }
  // The latest of the series that began: a report of another run confirms all of them from then on.
  const last = held.reduce((latest, plan) => (plan.confirmableAt > latest.confirmableAt ? plan : latest));
  const reason = [...new Set(held.map((plan) => plan.reason))].join(' ');
  await settleUpload(at, reading, planned, {
    state: 'held',
    reason,
    heldFirst: last.first,
    confirmableAt: last.confirmableAt,
  });
  for (const { replaces } of held) {
    if (replaces === null) continue;
    await supersedeHeld(tx, scope, replaces, `A newer report waits in its place (upload ${upload.number}).`);
  }
  const closing = new Set(held.flatMap((plan) => plan.closing)).size;
  const scanners = [...new Set(planned.map(({ part }) => part.stream.scanner))].sort();
  const again = held.every(({ replaces }) => replaces !== null);
  const by = { at: at.now, upload: upload.number, userId: null };
  await insertOutbox(tx, scope, { ...by, kind: 'report_held', detail: { closing, scanners, again } });
}

type Closing = Pick<NewUploadPart, 'closing' | 'closingFirst'>;

/** More than anybody looks through before deciding. */
const CLOSING_KEPT = 10_000;

/** What a held report would close: for the person who decides about it. */
async function closingOf({ tx, scope }: At, { plan }: PlannedPart, { state }: UploadResult): Promise<Closing> {
  if (state !== 'held') return { closing: null, closingFirst: null };
  const numbers = numbersClosed(plan);
  return { closing: numbers.length, closingFirst: await worstFirst(tx, scope, numbers, CLOSING_KEPT) };
}

function numbersClosed(plan: ImportPlan): readonly number[] {
  switch (plan.outcome) {
    case 'held':
      return plan.closing;
    case 'processed':
      return plan.vanished.map((finding) => finding.number);
    case 'stale':
    case 'superseded':
      return [];
  }
}

function partRow({ upload }: At, { part, plan }: PlannedPart): Omit<NewUploadPart, keyof Closing> {
  const kept: readonly KeptOpen[] = 'kept' in plan ? plan.kept : [];
  const gaps = part.stored ?? storedGaps(countedGaps(part.gaps, upload), kept);
  const keptOpen = gaps.reduce((sum, gap) => sum + gap.keptOpen, 0);
  return {
    streamId: part.stream.id,
    scannerVersion: part.scannerVersion,
    gaps: new Json(JSON.stringify(gaps)),
    inventory: part.inventory === null ? null : new Json(JSON.stringify(part.inventory)),
    keptOpen,
  };
}

/** What the report says of itself. */
function factsOf(reading: Reading, planned: readonly PlannedPart[]): UploadResult {
  if ('same' in reading) {
    const { scanner, scannerVersion, format, incomplete, parsed, skippedCount, skipped } = reading.same;
    return { scanner, scannerVersion, format, incomplete, parsed, skippedCount, skipped };
  }
  const { format, parsed, skippedCount, skipped } = reading.done;
  const scanners = [...new Set(planned.map(({ part }) => part.stream.scanner))].sort();
  const versions = new Set(planned.map(({ part }) => part.scannerVersion));
  const scannerVersion = scanners.length === 1 && versions.size === 1 ? ([...versions][0] ?? null) : null;
  // Who says where he looked says nothing against the looking.
  const stated = planned
    .flatMap(({ part }) => part.gaps)
    .filter((gap) => gap.scope === 'everything' || gap.scope === 'files');
  const incomplete = [...new Set(stated.map((gap) => gap.reason))].slice(0, REASONS_SHOWN);
  return { scanner: scanners.join('+'), scannerVersion, format, incomplete, parsed, skippedCount, skipped };
}
