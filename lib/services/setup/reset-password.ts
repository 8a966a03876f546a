import type { Sql } from '#db/client.ts';
import { findAccount, lockAccount, setPassword } from '#db/queries/accounts.ts';
import { revokeSessionsOfAccount } from '#db/queries/sessions.ts';
import { findSetupCode, spendSetupCode } from '#db/queries/setup-codes.ts';
import { inTransaction } from '#db/transaction.ts';
import type { PasswordResetBody } from '#lib/contracts/setup.ts';
import { hashPassword } from '../access/hash-password.ts';
import { refuseGuessablePassword } from '../access/refuse-guessable-password.ts';
import { writeAuditEverywhere } from '../user/write-audit-everywhere.ts';
import { deadCode, hashCode } from './code.ts';

/**
 * Who opens a link of `plumbline user password` chooses another password; all sessions of the account end.
 * @throws Fault `forbidden` for a link that was used or has ended; `invalid_input` for a password that is easy to guess
 */
export async function resetPassword(
  sql: Sql,
  input: PasswordResetBody & { source: string },
  now: Date,
): Promise<{ accountId: number }> {
  const hash = hashCode(input.code);
  const code = await findSetupCode(sql, hash, now);
  const accountId = code?.purpose === 'password' ? code.accountId : null;
  const account = accountId === null ? null : await findAccount(sql, accountId);
  if (account === null) throw deadCode();
  await refuseGuessablePassword(input.password, { email: account.email, names: [] });
  const passwordHash = await hashPassword(input.password);
  await inTransaction(sql, async (tx) => {
    if (!(await lockAccount(tx, account.id)) || !(await spendSetupCode(tx, hash, now))) throw deadCode();
    await setPassword(tx, account.id, passwordHash);
    await revokeSessionsOfAccount(tx, account.id, now);
    await writeAuditEverywhere(tx, { now: () => now, source: input.source }, account.id, {
      verb: 'person.password_changed',
    });
  });
  return { accountId: account.id };
}
