import type { Sql, Transaction } from '#db/client.ts';
import { insertAccount } from '#db/queries/accounts.ts';
import { firstOrganization, insertOrganization, renameOrganization } from '#db/queries/organizations.ts';
import { findSetupCode, lockSetup, spendSetupCode } from '#db/queries/setup-codes.ts';
import { anyAdministrator, findUserByEmail, insertUser, setAccount } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { FirstAdminBody } from '#lib/contracts/setup.ts';
import { Fault } from '#lib/errors.ts';
import { hashPassword } from '../access/hash-password.ts';
import { refuseGuessablePassword } from '../access/refuse-guessable-password.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Accepted } from './accept-invite.ts';
import { deadCode, hashCode } from './code.ts';
import { slugOf } from './ensure-organization.ts';

/** Renames the organization that commands made before the first sign-in, or makes one. Returns its id. */
async function nameOrganization(tx: Transaction, name: string, now: Date): Promise<number> {
  const found = await firstOrganization(tx);
  if (!found) return (await insertOrganization(tx, { slug: slugOf(name), name, demo: false, now })).id;
  await renameOrganization(tx, found.id, name);
  return found.id;
}

async function addAdmin(tx: Transaction, orgId: number, input: FirstAdminBody, passwordHash: string, now: Date) {
  const { email, name } = input;
  const taken = new Fault('conflict', 'Somebody with this e-mail address exists. Choose another one.');
  const account = await insertAccount(tx, { email, passwordHash, now });
  if (account === null) throw taken;
  const accepted = { accountId: account.id, name };
  const added = await insertUser(tx, { orgId }, { ...accepted, email, role: 'admin', now });
  if (added) return { id: added.id, email, accountId: account.id };
  // An administrator invited by a command who has not accepted: the setup link proves as much as the invitation.
  const invited = await findUserByEmail(tx, { orgId }, email);
  if (invited?.accountId !== null || invited.role !== 'admin') throw taken;
  await setAccount(tx, { orgId }, invited.id, accepted);
  return { id: invited.id, email, accountId: account.id };
}

/**
 * Creates the organization and its first administrator, once: a second attempt is refused.
 * @throws Fault `forbidden` for a link that was used or has ended, `conflict` when the e-mail address is taken
 * @throws Fault `invalid_input` for a password that is easy to guess
 */
export async function createFirstAdmin(
  sql: Sql,
  input: FirstAdminBody & { source: string },
  now: Date,
): Promise<Accepted> {
  const hash = hashCode(input.code);
  // Check the code before hashing: strangers must not cause the cost of a key derivation.
  const code = await findSetupCode(sql, hash, now);
  if (code?.purpose !== 'first_admin') throw deadCode();
  await refuseGuessablePassword(input.password, { email: input.email, names: [input.name, input.organization] });
  const passwordHash = await hashPassword(input.password);
  return inTransaction(sql, async (tx) => {
    await lockSetup(tx);
    if (await anyAdministrator(tx)) throw deadCode();
    if (!(await spendSetupCode(tx, hash, now))) throw deadCode();
    const orgId = await nameOrganization(tx, input.organization, now);
    const admin = await addAdmin(tx, orgId, input, passwordHash, now);
    const actor = { kind: 'person', id: admin.id, name: input.name } as const;
    const target = { kind: 'person', id: String(admin.id), name: input.name } as const;
    const by = { orgId, at: now, actor, source: input.source };
    await writeAudit(tx, by, { verb: 'person.first_administrator', target, detail: { email: admin.email } });
    return { accountId: admin.accountId, userId: admin.id };
  });
}
