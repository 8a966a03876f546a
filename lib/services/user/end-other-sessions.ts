import { revokeSessionsOfUser } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { requirePerson } from './require-person.ts';

/** Signs the caller out everywhere but in the session `current`. @throws Fault `forbidden` for a token */
export async function endOtherSessions(ctx: Context, current: string | null): Promise<void> {
  const { id } = await requirePerson(ctx);
  await inTransaction(ctx.sql, (tx) => revokeSessionsOfUser(tx, { orgId: ctx.orgId }, id, ctx.now(), current ?? ''));
}
