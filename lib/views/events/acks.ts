import { findEventAcks } from '#db/queries/workload-events.ts';
import type { Context } from '#lib/context.ts';
import { permit } from '#lib/permit.ts';

/** Those of these numbers of batches that are stored, of a channel that this credential sends on. */
export async function findAcks(
  ctx: Context,
  asked: { channel: string; acks: readonly number[] },
): Promise<Set<number>> {
  permit(ctx, 'upload:write', 'repositories');
  return findEventAcks(ctx.readSql, ctx.readScope, asked);
}
