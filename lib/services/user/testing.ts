import type { Sql } from '#db/client.ts';
import { findAccountByEmail, insertAccount } from '#db/queries/accounts.ts';
import { insertUser, type NewUser, type User } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { SessionClaim } from '../access/identify-session.ts';
import { startSession } from '../access/start-session.ts';

export type Member = User & { accountId: number };

/** Test helper: somebody who has accepted. An account with the address is used, whatever its password. */
export async function addMember(
  sql: Sql,
  scope: { orgId: number },
  input: Omit<NewUser, 'accountId'> & { passwordHash: string | null },
): Promise<Member> {
  return inTransaction(sql, async (tx) => {
    const account = (await insertAccount(tx, input)) ?? (await findAccountByEmail(tx, input.email));
    const user = account && (await insertUser(tx, scope, { ...input, accountId: account.id }));
    if (!user) throw new Error(`${input.email} exists`);
    return { ...user, accountId: account.id };
  });
}

/** Test helper: a session of somebody, as the cookie claims it. */
export async function beginSession(sql: Sql, who: { accountId: number }, now: Date): Promise<SessionClaim> {
  const origin = { source: '192.0.2.1', device: 'Firefox on Linux' };
  const { id } = await startSession(sql, { accountId: who.accountId, origin }, now);
  return { sessionId: id, accountId: who.accountId };
}
