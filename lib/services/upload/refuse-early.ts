import { countWaiting } from '#db/queries/uploads.ts';
import type { Context } from '#lib/context.ts';
import type { UploadParams } from '#lib/contracts/upload.ts';
import { UPLOAD_LIMITS } from '#lib/contracts/upload-limits.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { requireFreeName } from './require-free-name.ts';

/**
 * Refuses what can be refused before the body is read. `announced` is null when only the body says where it belongs.
 * @throws Fault forbidden; invalid_input for a name that is reserved; unavailable when the queue is over its high-water mark
 */
export async function refuseEarly(
  ctx: Context,
  announced: Pick<UploadParams, 'repo' | 'pipeline'> | null,
): Promise<void> {
  permit(
    ctx,
    'upload:write',
    announced ? { repository: announced.repo, pipeline: announced.pipeline } : 'repositories',
  );
  if (announced) await requireFreeName(ctx.sql, ctx.orgId, announced.repo);
  const waiting = await countWaiting(ctx.sql, UPLOAD_LIMITS.queue);
  if (waiting < UPLOAD_LIMITS.queue) return;
  throw new Fault('unavailable', `${waiting} reports wait already. Nothing was stored; send this one again later.`, {
    retryAfter: 30,
  });
}
