import { setWantedEmail } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { EmailWish } from '#lib/contracts/account.ts';
import { Fault } from '#lib/errors.ts';
import { requirePassword } from '../access/require-password.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { emailDecidedBy } from './email-decided-by.ts';
import { requirePerson } from './require-person.ts';

/**
 * Asks for another address for the caller. Nothing changes until an administrator confirms it: an address that nobody
 * confirmed could be somebody else's, whom others would then mistake for the caller. Asking again replaces the wish.
 * Whether the address is taken is found out then, so that nobody can try which addresses there are.
 * @throws Fault `invalid_input` for a wrong password, or the present address; `conflict` where no administrator decides;
 *   `rate_limited` after too many wrong passwords
 */
export async function askForEmail(ctx: Context, input: EmailWish & { source: string }): Promise<void> {
  const { id, accountId, name, email } = await requirePerson(ctx);
  const decidedBy = await emailDecidedBy(ctx, accountId);
  if (decidedBy === 'provider') {
    throw new Fault('conflict', 'You have no password here: your sign-in provider gives your address.');
  }
  if (decidedBy === 'operator') {
    const sentence = 'Several organizations know you by your address.';
    throw new Fault('conflict', `${sentence} Whoever runs Plumbline changes it: \`plumbline user email\`.`);
  }
  await requirePassword(ctx, { email, password: input.password, source: input.source });
  if (input.email === email) {
    const message = 'is your address already';
    throw new Fault('invalid_input', `email: ${message}.`, { fields: [{ path: 'email', message }] });
  }
  await inTransaction(ctx.sql, async (tx) => {
    if (!(await setWantedEmail(tx, { orgId: ctx.orgId }, id, { email: input.email, now: ctx.now() }))) return;
    const target = { kind: 'person', id: String(id), name } as const;
    const detail = { from: email, to: input.email };
    await writeAudit(tx, auditSource(ctx), { verb: 'person.email_asked', target, detail });
  });
}
