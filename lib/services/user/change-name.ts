import { setUserName } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { NameChange } from '#lib/contracts/account.ts';
import { requirePerson } from './require-person.ts';

/** Changes the caller's own name. What was recorded under the former one keeps it. */
export async function changeName(ctx: Context, { name }: NameChange): Promise<void> {
  const { id } = await requirePerson(ctx);
  await inTransaction(ctx.sql, (tx) => setUserName(tx, { orgId: ctx.orgId }, id, name));
}
