import type { RepositoryScope } from '#db/queries/scope.ts';
import { findUpload } from '#db/queries/uploads.ts';
import type { System } from '#lib/system.ts';

/** Whether a worker ended, or is still at work, in the middle of this upload: an attempt that failed gives it back. */
export async function isInterrupted(
  { sql }: Pick<System, 'sql'>,
  scope: RepositoryScope,
  number: number,
): Promise<boolean> {
  return (await findUpload(sql, scope, number))?.state === 'processing';
}
