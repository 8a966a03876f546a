import type { Sql, Transaction } from '#db/client.ts';
import {
  findAccountByEmail,
  findMemberships,
  insertAccount,
  lockAccount,
  setPassword as storePassword,
} from '#db/queries/accounts.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { revokeSessionsOfAccount } from '#db/queries/sessions.ts';
import { spendSetupCode } from '#db/queries/setup-codes.ts';
import { setAccount, type User } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { AcceptInviteBody } from '#lib/contracts/setup.ts';
import { Fault } from '#lib/errors.ts';
import { hashPassword } from '../access/hash-password.ts';
import { refuseGuessablePassword } from '../access/refuse-guessable-password.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { deadCode, hashCode } from './code.ts';
import { findInvited } from './find-invited.ts';

/** The person whom somebody signs in as next. */
export interface Accepted {
  accountId: number;
  userId: number;
}

function hasAccount(): Fault {
  const advice =
    'Sign in with it, then open this link again. A forgotten password is replaced by whoever runs this installation: ' +
    '`plumbline user password`.';
  return new Fault('conflict', `There is an account with this address already, with a password of its own. ${advice}`);
}

/**
 * The account that the link may give a password to: a new one, or one that no other organization trusts. An
 * administrator, who makes the link, would else get into the other organizations with it.
 */
async function accountFor(tx: Transaction, user: User, passwordHash: string, now: Date): Promise<number> {
  const added = user.accountId === null ? await insertAccount(tx, { email: user.email, passwordHash, now }) : null;
  if (added) return added.id;
  const id = user.accountId ?? (await findAccountByEmail(tx, user.email))?.id ?? null;
  if (id === null || !(await lockAccount(tx, id))) throw deadCode();
  const elsewhere = (await findMemberships(tx, id)).some(({ orgId }) => orgId !== user.orgId);
  if (elsewhere) throw hasAccount();
  await storePassword(tx, id, passwordHash);
  await revokeSessionsOfAccount(tx, id, now);
  return id;
}

/**
 * An invited person chooses name and password; the person's earlier sessions end.
 * @throws Fault `forbidden` for a link that was used or has ended
 * @throws Fault `conflict` when another organization trusts the account with this address: its owner signs in and joins
 * @throws Fault `invalid_input` for a password that is easy to guess
 */
export async function acceptInvite(
  sql: Sql,
  input: AcceptInviteBody & { source: string },
  now: Date,
): Promise<Accepted> {
  const hash = hashCode(input.code);
  const invited = await findInvited(sql, hash, now);
  const organization = await findOrganization(sql, invited.orgId);
  const names = [input.name, organization?.name ?? ''];
  await refuseGuessablePassword(input.password, { email: invited.email, names });
  const passwordHash = await hashPassword(input.password);
  return inTransaction(sql, async (tx) => {
    const user = await findInvited(tx, hash, now);
    if (!(await spendSetupCode(tx, hash, now))) throw deadCode();
    const accountId = await accountFor(tx, user, passwordHash, now);
    const scope = { orgId: user.orgId };
    const { name } = input;
    await setAccount(tx, scope, user.id, { accountId, name });
    const by = { ...scope, at: now, actor: { kind: 'person', id: user.id, name } as const, source: input.source };
    const target = { kind: 'person', id: String(user.id), name } as const;
    await writeAudit(tx, by, { verb: 'person.invitation_accepted', target, detail: { role: user.role } });
    return { accountId, userId: user.id };
  });
}
