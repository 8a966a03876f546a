import { findMailSettings, saveMailSettings } from '#db/queries/mail-preferences.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { DigestSettingsChange } from '#lib/contracts/mail.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { followZone } from '../rollup/follow-zone.ts';

/** Changes when and to whom the organization sends digests; what is left out stays. @throws Fault `forbidden` */
export async function changeDigestSettings(ctx: Context, change: DigestSettingsChange): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  const scope = { orgId: ctx.orgId };
  await inTransaction(ctx.sql, async (tx) => {
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    const before = await findMailSettings(tx, scope);
    const roles = change.roles === undefined ? before.roles : [...new Set(change.roles)];
    const adds = roles.some((role) => !before.roles.includes(role));
    const after = {
      weekday: change.weekday ?? before.weekday,
      hour: change.hour ?? before.hour,
      timeZone: change.time_zone ?? before.timeZone,
      roles,
      // Who begins to get one gets none for weeks before.
      since: adds ? ctx.now() : before.since,
    };
    await saveMailSettings(tx, scope, after);
    await followZone(tx, organization, after.timeZone, ctx.now());
    const target = { kind: 'organization', id: String(ctx.orgId), name: organization.name } as const;
    const { weekday, hour, timeZone } = after;
    const detail = { weekday, hour, time_zone: timeZone, roles };
    await writeAudit(tx, auditSource(ctx), { verb: 'mail.settings_changed', target, detail });
  });
}
