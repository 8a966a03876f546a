import { createHash } from 'node:crypto';
import type { Sql } from '#db/client.ts';
import { findAccount } from '#db/queries/accounts.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { findSetupCode } from '#db/queries/setup-codes.ts';
import { anyAdministrator, findUserById } from '#db/queries/users.ts';

/** What the setup page has to ask for. */
export type SetupStage =
  | { kind: 'first_admin' }
  | { kind: 'invite'; email: string; name: string; organization: string }
  /** Of `plumbline user password`. */
  | { kind: 'password'; email: string }
  /** The link does not work, or there was none; `open`: there is no administrator yet. */
  | { kind: 'dead'; open: boolean };

export async function getSetup(sql: Sql, code: string, now: Date): Promise<SetupStage> {
  const found = await findSetupCode(sql, createHash('sha256').update(code).digest(), now);
  if (found?.purpose === 'first_admin' && !(await anyAdministrator(sql))) return { kind: 'first_admin' };
  const user = found?.purpose === 'invite' && found.userId !== null ? await findUserById(sql, found.userId) : null;
  if (user !== null && user.disabledAt === null) {
    const organization = (await findOrganization(sql, user.orgId))?.name ?? '';
    return { kind: 'invite', email: user.email, name: user.name, organization };
  }
  const account =
    found?.purpose === 'password' && found.accountId !== null ? await findAccount(sql, found.accountId) : null;
  if (account !== null) return { kind: 'password', email: account.email };
  return { kind: 'dead', open: !(await anyAdministrator(sql)) };
}

/** Whether the installation has an administrator. */
export async function isSetUp(sql: Sql): Promise<boolean> {
  return anyAdministrator(sql);
}
