import type { Upload } from '#db/queries/uploads.ts';
import type { UploadView } from '#lib/contracts/upload.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { isSettled } from '#lib/domain/stream/upload-state.ts';
import { encodeId } from '#lib/ids.ts';
import { type Counting, countingOf } from './counting.ts';

export interface UploadNames extends Counting {
  pipeline: string;
  publicUrl: string;
  duplicate?: boolean;
  note?: string | null;
}

/** What became of the stored bytes. Those of a report that was read are redacted before it takes effect. */
export function rawOf({ state, bytesRemovedAt }: Pick<Upload, 'state' | 'bytesRemovedAt'>): UploadView['raw'] {
  if (bytesRemovedAt !== null) return 'removed';
  switch (state) {
    case 'received':
    case 'processing':
      return 'unread';
    case 'processed':
    case 'held':
    case 'superseded':
      return 'redacted';
    case 'rejected':
      return 'dropped';
  }
}

/** Who delivered it, as history keeps it. */
export function deliveredBy({
  credentialKind: kind,
  credentialName: name,
}: Pick<Upload, 'credentialKind' | 'credentialName'>): UploadView['delivered_by'] {
  return kind === null || name === null ? null : { kind, name };
}

/** What the report changed; for one that does not count, what it says beside the default branch. */
function flowsOf(upload: Upload) {
  const { introduced, reopened, fixed, moved, changed, unchanged } = { ...upload, ...upload.comparison };
  return { introduced, reopened, fixed, moved, changed, unchanged };
}

/** One upload as the API and the Ingest screen show it. */
export function uploadViewOf(upload: Upload, names: UploadNames): UploadView {
  const id = encodeId('upload', { repoId: upload.repoId, number: upload.number });
  return {
    id,
    status: upload.state,
    duplicate: names.duplicate ?? false,
    note: names.note ?? null,
    url: `${names.publicUrl}/ingest/${id}`,
    repo: names.repo,
    pipeline: names.pipeline,
    label: upload.label,
    root: upload.root,
    ref: upload.ref,
    commit: upload.commit,
    scanner: upload.scanner,
    scanner_version: upload.scannerVersion,
    format: upload.format,
    complete: upload.complete && upload.incomplete.length === 0,
    incomplete: upload.incomplete,
    bytes: upload.bytes,
    raw: rawOf(upload),
    raw_removed_at: upload.bytesRemovedAt?.toISOString() ?? null,
    delivered_by: deliveredBy(upload),
    provenance: upload.provenance,
    sha256: upload.sha256.toString('hex'),
    received_at: upload.receivedAt.toISOString(),
    processing_at: upload.processingAt?.toISOString() ?? null,
    processed_at: upload.processedAt?.toISOString() ?? null,
    ...countingOf(upload, names),
    parsed: upload.parsed,
    ...flowsOf(upload),
    skipped_count: upload.skippedCount,
    skipped: upload.skipped,
    reason: upload.reason,
    position: upload.position,
    confirmable_at: upload.state === 'held' ? (upload.confirmableAt?.toISOString() ?? null) : null,
    confirms: upload.confirms === null ? null : encodeId('upload', { repoId: upload.repoId, number: upload.confirms }),
    released_by: upload.releasedByName,
    released_at: upload.releasedAt?.toISOString() ?? null,
    score: isSettled(upload.state)
      ? { before: shownScore(upload.scoreBefore), after: shownScore(upload.scoreAfter) }
      : null,
    gate: upload.gate && { outcome: upload.gate, passed: upload.gate !== 'fail' },
  };
}
