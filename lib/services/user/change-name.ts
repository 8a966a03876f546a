import { setUserName } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { NameChange } from '#lib/contracts/account.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requirePerson } from './require-person.ts';

/** Changes the caller's own name. What was recorded under the former one keeps it. */
export async function changeName(ctx: Context, { name }: NameChange): Promise<void> {
  const { id, name: before } = await requirePerson(ctx);
  await inTransaction(ctx.sql, async (tx) => {
    await setUserName(tx, { orgId: ctx.orgId }, id, name);
    const target = { kind: 'person', id: String(id), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'person.name_changed', target, detail: { from: before, to: name } });
  });
}
