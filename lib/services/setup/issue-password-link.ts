import { findAccountByEmail } from '#db/queries/accounts.ts';
import { endPasswordCodes } from '#db/queries/setup-codes.ts';
import { inTransaction } from '#db/transaction.ts';
import { Fault } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';
import { issueCode, linkOf } from './code.ts';

/**
 * Makes the one-time link with which the owner of an account chooses another password; earlier ones end. For whoever runs
 * the installation: an administrator of one organization must not get into another.
 * @throws Fault `not_found`
 */
export async function issuePasswordLink(
  { systemSql, publicUrl, now }: Pick<System, 'systemSql' | 'publicUrl' | 'now'>,
  email: string,
): Promise<string> {
  return inTransaction(systemSql, async (tx) => {
    const account = await findAccountByEmail(tx, email);
    if (account === null) throw new Fault('not_found', `There is no account with the address ${email}.`);
    await endPasswordCodes(tx, account.id);
    return linkOf(publicUrl, await issueCode(tx, { purpose: 'password', accountId: account.id, now: now() }));
  });
}
