import type { RunRow } from '#db/queries/pipelines.ts';
import type { UploadRowView } from '#lib/contracts/upload.ts';
import { codePlaceOf, runUrlOf } from '#lib/domain/repository/code-host.ts';

/** The run of CI that delivered an upload: its address as the delivery said it, else as its code host is known to have it. */
export function runView(row: RunRow): UploadRowView['run'] {
  const { runExternalId: id, runAttempt, runUrl, pipeline } = row;
  if (id === null) return null;
  const attempt = runAttempt ?? 1;
  const place = codePlaceOf(row);
  return { id, attempt, url: runUrl ?? (place && runUrlOf(place, { pipeline, id, attempt })) };
}
