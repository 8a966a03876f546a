import type { Transaction } from '#db/client.ts';
import { insertAccount } from '#db/queries/accounts.ts';
import { findSignInPolicy, listAdmittingOrganizations, listGroupMappings } from '#db/queries/sign-in-policies.ts';
import { findUserByEmail, insertUser, setAccess } from '#db/queries/users.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { admittedRole, roleOfGroups } from '#lib/domain/sign-in/choose-role.ts';
import type { SignInRefusal } from '#lib/domain/sign-in/refusal.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Confirmed } from './apply-groups.ts';

interface Admission {
  orgId: number;
  role: Role;
  roleFrom: string | null;
}

/** The organizations whose rules let somebody in who was not invited. */
async function admissionsOf(tx: Transaction, { provider, profile }: Confirmed): Promise<Admission[]> {
  const found: Admission[] = [];
  for (const orgId of await listAdmittingOrganizations(tx)) {
    const policy = await findSignInPolicy(tx, { orgId });
    const ofGroups = roleOfGroups(await listGroupMappings(tx, { orgId }), provider.id, profile.groups ?? []);
    const admission = { byGroup: policy.admitByGroup, domains: policy.admitDomains, role: policy.admitRole };
    const role = admittedRole(admission, { ...profile, ofGroups });
    if (role !== null) found.push({ orgId, role, roleFrom: ofGroups === null ? null : provider.id });
  }
  return found;
}

/**
 * Makes an account for somebody unknown, with a person in each organization whose rules let them in. An address must be
 * verified, and nobody's: whoever has it connects the identity while signed in.
 */
export async function admit(
  tx: Transaction,
  { provider, profile, source }: Confirmed & { source: string },
  now: Date,
): Promise<{ accountId: number } | SignInRefusal> {
  const admissions = await admissionsOf(tx, { provider, profile });
  const { email, name } = profile;
  if (admissions.length === 0 || email === null || !profile.emailVerified) return 'unknown';
  for (const { orgId } of admissions) if (await findUserByEmail(tx, { orgId }, email)) return 'address_taken';
  const account = await insertAccount(tx, { email, passwordHash: null, now });
  if (account === null) return 'address_taken';
  for (const { orgId, role, roleFrom } of admissions) {
    const user = await insertUser(tx, { orgId }, { accountId: account.id, email, name, role, now });
    if (user === null) throw new Error('the address was taken meanwhile');
    await setAccess(tx, { orgId }, user.id, { role, disabled: false, roleFrom, now });
    const by = { orgId, at: now, actor: { kind: 'person', id: user.id, name } as const, source };
    const target = { kind: 'person', id: String(user.id), name } as const;
    await writeAudit(tx, by, { verb: 'person.admitted', target, detail: { email, role, provider: provider.id } });
  }
  return { accountId: account.id };
}
