import { clearAddressFailed } from '#db/queries/mail-preferences.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { findUser } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { renderAddressCheck } from '#lib/mail/render/render-address-check.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { queueMail } from './queue-mail.ts';

/**
 * Sends mails again to an address that had failed, beginning with one that says so: if that is refused too, the address has
 * failed again. One's own address, or anybody's for administrators.
 * @param userId null: of the person who asks
 * @throws Fault `forbidden`; `not_found`; `conflict` when the address had not failed
 */
export async function repairAddress(ctx: Context, userId: number | null): Promise<void> {
  permit(ctx, userId === null ? 'account:write' : 'settings:write', 'organization');
  const { orgId, publicUrl, sql } = ctx;
  const id = userId ?? ctx.userId;
  const user = id === null ? null : await findUser(sql, { orgId }, id);
  if (user === null) throw new Fault('not_found', 'There is no such person.');
  const organization = (await findOrganization(sql, orgId))?.name ?? '';
  const mail = await renderAddressCheck({ organization, publicUrl, preferences: `${publicUrl}/account/mail` });
  await inTransaction(sql, async (tx) => {
    if (!(await clearAddressFailed(tx, { orgId }, user.id))) {
      throw new Fault('conflict', `Mails to ${user.email} are not stopped: there is nothing to repair.`);
    }
    const key = `address_check:${user.id}:${ctx.now().toISOString()}`;
    const kind = 'address_check';
    await queueMail(tx, ctx, { orgId }, { ...mail, key, kind, userId: user.id, repositories: [] });
    const target = { kind: 'person', id: String(user.id), name: user.name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'mail.address_repaired', target });
  });
}
