import { isBackingUp } from '#db/queries/backup.ts';
import type { BoundSystem } from '#lib/system.ts';

/**
 * Removes stored reports that nothing refers to any more, after the transaction that says so. Not while a backup runs,
 * which may have seen the database before that: then they stay until `sweepBlobs` finds them.
 * @returns how many were removed
 */
export async function dropBytes(
  { sql, blobs }: Pick<BoundSystem, 'sql' | 'blobs'>,
  names: readonly string[],
): Promise<number> {
  // A backup that begins after this question sees the transaction, and none of these names.
  if (names.length === 0 || (await isBackingUp(sql))) return 0;
  for (const name of names) await blobs.remove(name);
  return names.length;
}
