import type { Sql } from '#db/client.ts';
import { findAccountByEmail, setEmail } from '#db/queries/accounts.ts';
import { inTransaction } from '#db/transaction.ts';
import type { AuditActor } from '#lib/domain/audit/entry.ts';
import { Fault } from '#lib/errors.ts';
import { writeAuditEverywhere } from './write-audit-everywhere.ts';

/**
 * Gives an account another address, in all of its organizations; the person signs in with it from then on. For whoever runs
 * the installation: an address that nobody confirmed could be somebody else's, whom administrators would then mistake for
 * this person.
 * @throws Fault `not_found`; `conflict` when the new address is taken
 */
export async function changeEmail(
  sql: Sql,
  { from, to }: { from: string; to: string },
  by: { now: () => Date; actor: AuditActor },
): Promise<void> {
  await inTransaction(sql, async (tx) => {
    const account = await findAccountByEmail(tx, from);
    if (account === null) throw new Fault('not_found', `There is no account with the address ${from}.`);
    const taken = new Fault(
      'conflict',
      `Somebody with the address ${to} exists, or is invited to the same organization.`,
    );
    if (!(await setEmail(tx, account.id, to))) throw taken;
    const event = { verb: 'person.email_changed', detail: { from, to } } as const;
    await writeAuditEverywhere(tx, { ...by, source: null }, account.id, event);
  });
}
