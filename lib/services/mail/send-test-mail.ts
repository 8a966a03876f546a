import { findMail } from '#db/queries/mails-read.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { MailRow } from '#lib/contracts/mail.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { renderTestMail } from '#lib/mail/render/render-test-mail.ts';
import { permit } from '#lib/permit.ts';
import { mailRowOf } from '#lib/views/mail/mail-row.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requirePerson } from '../user/require-person.ts';
import { queueMail } from './queue-mail.ts';

/**
 * Sends a test mail to the signed-in person: one a minute.
 * @throws Fault `forbidden`; `rate_limited` for a second one within the minute
 */
export async function sendTestMail(ctx: Context): Promise<MailRow> {
  permit(ctx, 'settings:write', 'organization');
  const { id: userId, name } = await requirePerson(ctx);
  const { orgId, publicUrl, env } = ctx;
  const organization = (await findOrganization(ctx.sql, orgId))?.name ?? '';
  const mail = await renderTestMail({ organization, publicUrl, by: name, isSent: env.SMTP_URL !== undefined });
  const minute = Math.floor(ctx.now().getTime() / MINUTE_MS);
  return inTransaction(ctx.sql, async (tx) => {
    const key = `test:${userId}:${minute}`;
    const id = await queueMail(tx, ctx, { orgId }, { ...mail, key, kind: 'test', userId, repositories: [] });
    if (id === null)
      throw new Fault('rate_limited', 'A test mail a minute is enough. Wait for it.', { retryAfter: 60 });
    const target = { kind: 'person', id: String(userId), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'mail.test_ordered', target });
    const added = await findMail(tx, { orgId }, id);
    if (added === null) throw new Error(`mail ${id} is gone`);
    return mailRowOf(added);
  });
}
