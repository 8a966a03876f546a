import type { Sql } from '#db/client.ts';
import { findAccount, lockAccount } from '#db/queries/accounts.ts';
import { findLiveSession, setSessionUser } from '#db/queries/sessions.ts';
import { spendSetupCode } from '#db/queries/setup-codes.ts';
import { setAccount } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import { Fault } from '#lib/errors.ts';
import type { SessionClaim } from '../access/identify-session.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { deadCode, hashCode } from './code.ts';
import { findInvited } from './find-invited.ts';

/**
 * The signed-in owner of an invited address accepts the invitation with the account that there is; the session then shows
 * the new organization.
 * @throws Fault `unauthenticated`; `forbidden` for a link that was used or has ended, or is for another address
 */
export async function joinOrganization(
  sql: Sql,
  input: { code: string; claim: SessionClaim; source: string },
  now: Date,
): Promise<void> {
  const { claim, source } = input;
  const hash = hashCode(input.code);
  await inTransaction(sql, async (tx) => {
    const session = await findLiveSession(tx, claim.sessionId, now);
    if (session === null || session.accountId !== claim.accountId || !(await lockAccount(tx, claim.accountId))) {
      throw new Fault('unauthenticated', 'Your session has ended. Sign in again.');
    }
    const user = await findInvited(tx, hash, now);
    const account = await findAccount(tx, claim.accountId);
    if (account?.email !== user.email || (user.accountId !== null && user.accountId !== account.id)) {
      throw new Fault('forbidden', `This invitation is for ${user.email}, and you are signed in as ${account?.email}.`);
    }
    if (!(await spendSetupCode(tx, hash, now))) throw deadCode();
    const { name } = session;
    await setAccount(tx, { orgId: user.orgId }, user.id, { accountId: account.id, name });
    await setSessionUser(tx, claim.sessionId, user.id);
    const by = { orgId: user.orgId, at: now, actor: { kind: 'person', id: user.id, name } as const, source };
    const target = { kind: 'person', id: String(user.id), name } as const;
    await writeAudit(tx, by, { verb: 'person.invitation_accepted', target, detail: { role: user.role } });
  });
}
