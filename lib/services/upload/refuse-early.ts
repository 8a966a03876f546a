import { findFormerName } from '#db/queries/former-names.ts';
import { findRepositoryByName } from '#db/queries/repositories.ts';
import { countWaiting } from '#db/queries/uploads.ts';
import type { Context } from '#lib/context.ts';
import type { UploadParams } from '#lib/contracts/upload.ts';
import { UPLOAD_LIMITS } from '#lib/contracts/upload-limits.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { requireNoPart } from '../repository/require-no-part.ts';
import { permitDelivery } from './permit-delivery.ts';

/**
 * Refuses what can be refused before the body is read. `announced` is null when only the body says where it belongs.
 * @throws Fault forbidden; invalid_input for a name that is an address of another repository; unavailable when the queue is over its high-water mark
 */
export async function refuseEarly(
  ctx: Context,
  announced: Pick<UploadParams, 'repo' | 'pipeline'> | null,
): Promise<void> {
  permit(ctx, 'upload:write', 'repositories');
  if (announced) await refuseRepository(ctx, announced);
  const waiting = await countWaiting(ctx.systemSql, UPLOAD_LIMITS.queue);
  if (waiting < UPLOAD_LIMITS.queue) return;
  throw new Fault('unavailable', `${waiting} reports wait already. Nothing was stored; send this one again later.`, {
    retryAfter: 30,
  });
}

async function refuseRepository(ctx: Context, announced: Pick<UploadParams, 'repo' | 'pipeline'>): Promise<void> {
  const scope = { orgId: ctx.orgId };
  const known = await findRepositoryByName(ctx.sql, scope, announced.repo);
  const former = known === null ? await findFormerName(ctx.sql, scope, announced.repo) : null;
  permitDelivery(ctx, announced, known ?? (former && { fullName: former.presentName }));
  if (!known && !former) await requireNoPart(ctx.sql, ctx.orgId, announced.repo, 'repo');
}
