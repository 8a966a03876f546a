import type { RepositoryScope } from '#db/queries/scope.ts';
import { findUpload } from '#db/queries/uploads.ts';
import type { BoundSystem } from '#lib/system.ts';

/** Whether a worker died while it processed this upload, or still does: a failed attempt would have given it back. */
export async function isInterrupted(
  { sql }: Pick<BoundSystem, 'sql'>,
  scope: RepositoryScope,
  number: number,
): Promise<boolean> {
  return (await findUpload(sql, scope, number))?.state === 'processing';
}
