import { findMail } from '#db/queries/mails-read.ts';
import type { Context } from '#lib/context.ts';
import type { MailView } from '#lib/contracts/mail.ts';
import { coversAll } from '#lib/domain/access/sights.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { mailRowOf } from './mail-row.ts';

/**
 * One mail: one's own, or anybody's for administrators. It is not shown to somebody who may no longer see what it tells of.
 * @throws Fault `not_found` for those of others too; `forbidden`
 */
export async function getMail(ctx: Context, id: number): Promise<MailView> {
  permit(ctx, 'account:write', 'organization');
  const mail = await findMail(ctx.sql, { orgId: ctx.orgId }, id);
  if (mail === null || (mail.userId !== ctx.userId && !getRights(ctx).has('settings:write'))) {
    throw new Fault('not_found', 'There is no such mail.');
  }
  const { html, text, messageId, repositories } = mail;
  if (!coversAll(ctx.chosen?.sight ?? ctx.readScope, repositories)) {
    throw new Fault('forbidden', 'This mail tells of repositories that you do not see any more.');
  }
  return { ...mailRowOf(mail), html, text, message_id: messageId };
}
