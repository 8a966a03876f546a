import { findUserByEmail } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import { addressOf } from './staff.ts';

/** The context of somebody of the demo, at the time that `clock` says; null where a real person has the address. */
export async function personOf(ctx: Context, name: string, clock: { now: Date }): Promise<Context | null> {
  const user = await findUserByEmail(ctx.sql, ctx, addressOf(name));
  if (user === null) return null;
  return {
    ...ctx,
    now: () => clock.now,
    principal: { kind: 'user', orgId: ctx.orgId, role: user.role, teamsOf: null },
    userId: user.id,
  };
}
