import { countWaiting } from '#db/queries/uploads.ts';
import type { Context } from '#lib/context.ts';
import { UPLOAD_LIMITS } from '#lib/contracts/upload-limits.ts';
import { Fault } from '#lib/errors.ts';

/** @throws Fault unavailable when the queue is over its high-water mark: asked before a body is read */
export async function refuseWhenBusy(ctx: Context): Promise<void> {
  const waiting = await countWaiting(ctx.sql, UPLOAD_LIMITS.queue);
  if (waiting < UPLOAD_LIMITS.queue) return;
  throw new Fault('unavailable', `${waiting} reports wait already. Nothing was stored; send this one again later.`, {
    retryAfter: 30,
  });
}
