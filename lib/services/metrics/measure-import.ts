import type { RepositoryScope } from '#db/queries/scope.ts';
import { findUpload } from '#db/queries/uploads.ts';
import type { Measures } from '#lib/domain/metrics/metrics.ts';
import type { BoundSystem } from '#lib/system.ts';

/** Runs `work`, which processes an upload, and counts how long it took and what became of the upload. */
export async function measureImport(
  { sql }: Pick<BoundSystem, 'sql'>,
  measures: Measures,
  { number, ...scope }: RepositoryScope & { number: number },
  work: () => Promise<void>,
): Promise<void> {
  const began = performance.now();
  await work();
  measures.observe('plumbline_import_seconds', (performance.now() - began) / 1000);
  const upload = await findUpload(sql, scope, number);
  if (upload) measures.add('plumbline_uploads_settled_total', { state: upload.state });
}
