import type { Sql, Transaction } from '#db/client.ts';
import { firstOrganization, insertOrganization, renameOrganization } from '#db/queries/organizations.ts';
import { findSetupCode, lockSetup, spendSetupCode } from '#db/queries/setup-codes.ts';
import { anyAdministrator, findUserByEmail, insertUser, setPassword, type User } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { FirstAdminBody } from '#lib/contracts/setup.ts';
import { Fault } from '#lib/errors.ts';
import { hashPassword } from '../access/hash-password.ts';
import { deadCode, hashCode } from './code.ts';
import { slugOf } from './ensure-organization.ts';

/** The organization that commands made before anybody came is taken over; else there is a new one. */
async function settle(tx: Transaction, name: string, now: Date): Promise<number> {
  const found = await firstOrganization(tx);
  if (!found) return (await insertOrganization(tx, { slug: slugOf(name), name, demo: false, now })).id;
  await renameOrganization(tx, found.id, name);
  return found.id;
}

async function addAdmin(tx: Transaction, orgId: number, input: FirstAdminBody, passwordHash: string, now: Date) {
  const { email, name } = input;
  const added = await insertUser(tx, { orgId }, { email, name, role: 'admin', passwordHash, now });
  if (added) return added;
  // Invited by a command before, and never came: the setup link proves as much as the invitation would.
  const invited = await findUserByEmail(tx, email);
  const open = invited?.orgId === orgId && invited.passwordHash === null && invited.role === 'admin';
  if (!open) throw new Fault('conflict', 'Somebody with this e-mail address exists. Choose another one.');
  await setPassword(tx, { orgId }, invited.id, { passwordHash, name });
  return { ...invited, name, passwordHash };
}

/**
 * Organization and first administrator, once: whoever presses the button second is refused.
 * @throws Fault `forbidden` for a link that does not work any more, `conflict`
 */
export async function createFirstAdmin(sql: Sql, input: FirstAdminBody, now: Date): Promise<User> {
  const hash = hashCode(input.code);
  // Strangers must not make us derive keys.
  const code = await findSetupCode(sql, hash, now);
  if (code?.purpose !== 'first_admin') throw deadCode();
  const passwordHash = await hashPassword(input.password);
  return inTransaction(sql, async (tx) => {
    await lockSetup(tx);
    if (await anyAdministrator(tx)) throw deadCode();
    if (!(await spendSetupCode(tx, hash, now))) throw deadCode();
    const orgId = await settle(tx, input.organization, now);
    return addAdmin(tx, orgId, input, passwordHash, now);
  });
}
