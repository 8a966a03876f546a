import { z } from 'zod';
import { listMails } from '#db/queries/mails-read.ts';
import type { Context } from '#lib/context.ts';
import type { MailListParams, MailListView } from '#lib/contracts/mail.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { mailRowOf } from './mail-row.ts';

const KEY = z.tuple([cursorInt]);

/** Mails to the person who asks, or to everybody, newest first. @throws Fault `forbidden` */
export async function getMails(ctx: Context, params: MailListParams): Promise<MailListView> {
  permit(ctx, params.whose === 'own' ? 'account:write' : 'settings:write', 'organization');
  const { kind = null, state = null, user = null, limit } = params;
  const userId = params.whose === 'own' ? ctx.userId : user;
  const [before] = decodeCursor('mails', KEY, params.cursor) ?? [null];
  const scope = { orgId: ctx.orgId };
  // From the primary: what was just ordered is there.
  const mails = await listMails(ctx.sql, scope, { userId, kind, state }, { before, limit: limit + 1 });
  const { items, next } = pageOf(mails, limit, ({ id }) => encodeCursor('mails', [id]));
  return { items: items.map(mailRowOf), next_cursor: next };
}
