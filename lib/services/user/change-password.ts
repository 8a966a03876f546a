import { setPassword } from '#db/queries/accounts.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { revokeSessionsOfAccount } from '#db/queries/sessions.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { PasswordChange } from '#lib/contracts/account.ts';
import { Fault } from '#lib/errors.ts';
import { hashPassword } from '#lib/services/access/hash-password.ts';
import { refuseGuessablePassword } from '#lib/services/access/refuse-guessable-password.ts';
import { signIn } from '#lib/services/access/sign-in.ts';
import { requirePerson } from './require-person.ts';
import { writeAuditEverywhere } from './write-audit-everywhere.ts';

const refusal = (path: string, message: string): Fault =>
  new Fault('invalid_input', `${path}: ${message}.`, { fields: [{ path, message }] });

/**
 * Changes the caller's own password and ends all sessions of the person, the present one too: the caller starts a new one.
 * `source`: address that the request came from; wrong passwords count as failed sign-ins from there.
 * @throws Fault `invalid_input` for a wrong present password or a guessable new one; `rate_limited` after too many failures
 */
export async function changePassword(
  ctx: Context,
  input: PasswordChange & { source: string },
): Promise<{ accountId: number }> {
  const user = await requirePerson(ctx);
  const { systemSql: sql, orgId } = ctx;
  const { accountId, email, name } = user;
  const known = await signIn(sql, { email, password: input.current, source: input.source }, ctx.now(), ctx.log);
  if (known === null) throw refusal('current', 'is not your present password');
  if (input.password === input.current) throw refusal('password', 'is the present one');
  const organization = await findOrganization(sql, orgId);
  await refuseGuessablePassword(input.password, { email, names: [name, organization?.name ?? ''] });
  const passwordHash = await hashPassword(input.password);
  await inTransaction(sql, async (tx) => {
    await setPassword(tx, accountId, passwordHash);
    await revokeSessionsOfAccount(tx, accountId, ctx.now());
    await writeAuditEverywhere(tx, ctx, accountId, {
      verb: 'person.password_changed',
    });
  });
  ctx.log.info({ user: user.id, source: input.source }, 'password changed');
  return { accountId };
}
