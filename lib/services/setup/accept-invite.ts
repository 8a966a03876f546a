import type { Sql } from '#db/client.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { revokeSessionsOfUser } from '#db/queries/sessions.ts';
import { findSetupCode, spendSetupCode } from '#db/queries/setup-codes.ts';
import { findUserById, setPassword, type User } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { AcceptInviteBody } from '#lib/contracts/setup.ts';
import { hashPassword } from '../access/hash-password.ts';
import { refuseGuessablePassword } from '../access/refuse-guessable-password.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { deadCode, hashCode } from './code.ts';

/**
 * An invited person chooses name and password; the person's earlier sessions end.
 * @throws Fault `forbidden` for a link that was used or has ended
 * @throws Fault `invalid_input` for a password that is easy to guess
 */
export async function acceptInvite(sql: Sql, input: AcceptInviteBody & { source: string }, now: Date): Promise<User> {
  const hash = hashCode(input.code);
  const code = await findSetupCode(sql, hash, now);
  if (code?.purpose !== 'invite' || code.userId === null) throw deadCode();
  const { userId } = code;
  const invited = await findUserById(sql, userId);
  if (!invited) throw deadCode();
  const organization = await findOrganization(sql, invited.orgId);
  const names = [input.name, organization?.name ?? ''];
  await refuseGuessablePassword(input.password, { email: invited.email, names });
  const passwordHash = await hashPassword(input.password);
  return inTransaction(sql, async (tx) => {
    const user = await findUserById(tx, userId);
    if (!user || user.disabledAt !== null || !(await spendSetupCode(tx, hash, now))) throw deadCode();
    const scope = { orgId: user.orgId };
    await setPassword(tx, scope, userId, { passwordHash, name: input.name });
    await revokeSessionsOfUser(tx, scope, userId, now);
    const actor = { kind: 'person', id: userId, name: input.name } as const;
    const by = { ...scope, at: now, actor, source: input.source };
    const target = { kind: 'person', id: String(userId), name: input.name } as const;
    await writeAudit(tx, by, { verb: 'person.invitation_accepted', target, detail: { role: user.role } });
    return { ...user, name: input.name, passwordHash };
  });
}
