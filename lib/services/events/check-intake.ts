import { countWaiting } from '#db/queries/uploads.ts';
import { UPLOAD_LIMITS } from '#lib/contracts/upload-limits.ts';
import type { System } from '#lib/system.ts';

/** Whether what is delivered now would be taken, or wait behind too much. */
export async function checkIntake({ systemSql }: Pick<System, 'systemSql'>): Promise<boolean> {
  return (await countWaiting(systemSql, UPLOAD_LIMITS.queue)) < UPLOAD_LIMITS.queue;
}
