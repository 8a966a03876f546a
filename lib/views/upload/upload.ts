import type { Upload } from '#db/queries/uploads.ts';
import type { UploadView } from '#lib/contracts/upload.ts';
import { encodeId } from '#lib/ids.ts';
import { tenths } from '#lib/views/tenths.ts';

export interface UploadNames {
  repo: string;
  pipeline: string;
  publicUrl: string;
  duplicate?: boolean;
}

const rounded = (score: number | null): number | null => (score === null ? null : tenths(score));

const PAST_WORK = new Set(['processed', 'held', 'superseded', 'rejected']);

/** One upload as the API and the Ingest screen show it. */
export function uploadViewOf(upload: Upload, names: UploadNames): UploadView {
  const id = encodeId('upload', { repoId: upload.repoId, number: upload.number });
  return {
    id,
    status: upload.state,
    duplicate: names.duplicate ?? false,
    url: `${names.publicUrl}/ingest/${id}`,
    repo: names.repo,
    pipeline: names.pipeline,
    label: upload.label,
    ref: upload.ref,
    commit: upload.commit,
    scanner: upload.scanner,
    scanner_version: upload.scannerVersion,
    format: upload.format,
    complete: upload.complete && upload.incomplete.length === 0,
    incomplete: upload.incomplete,
    bytes: upload.bytes,
    received_at: upload.receivedAt.toISOString(),
    processed_at: upload.processedAt?.toISOString() ?? null,
    parsed: upload.parsed,
    introduced: upload.introduced,
    reopened: upload.reopened,
    fixed: upload.fixed,
    moved: upload.moved,
    changed: upload.changed,
    unchanged: upload.unchanged,
    skipped_count: upload.skippedCount,
    skipped: upload.skipped,
    reason: upload.reason,
    position: upload.position,
    score: PAST_WORK.has(upload.state)
      ? { before: rounded(upload.scoreBefore), after: rounded(upload.scoreAfter) }
      : null,
    // No policy exists yet, so that nothing can be violated: the rules come with policy as code.
    gate: upload.state === 'processed' ? { passed: true, violations: [] } : null,
  };
}
