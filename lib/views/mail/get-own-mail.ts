import { findDigestTeams, findMailPreferences, findMailSettings } from '#db/queries/mail-preferences.ts';
import { findUser } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import type { OwnMailView } from '#lib/contracts/mail.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** Which mails the signed-in person gets, and what they could get. @throws Fault `forbidden` for a token */
export async function getOwnMail(ctx: Context): Promise<OwnMailView> {
  permit(ctx, 'account:write', 'organization');
  const { orgId, userId, sql } = ctx;
  const user = userId === null ? null : await findUser(sql, { orgId }, userId);
  if (userId === null || user === null) throw new Fault('not_found', 'There is no such person.');
  const [chosen, settings] = await Promise.all([
    findMailPreferences(sql, { orgId }, userId),
    findMailSettings(sql, { orgId }),
  ]);
  const { weekday, hour, timeZone, roles } = settings;
  const teams = await findDigestTeams(sql, { orgId }, userId, chosen.teams);
  const role = ROLES.find((one) => one === user.role);
  return {
    address: user.email,
    address_failed:
      chosen.addressFailedAt === null
        ? null
        : { at: chosen.addressFailedAt.toISOString(), reason: chosen.addressFailedReason ?? '' },
    weekly: chosen.weekly,
    organization: chosen.organization,
    teams: teams.filter(({ id }) => chosen.teams.includes(id)).map(({ slug }) => slug),
    own_teams: teams.map(({ slug, name }) => ({ slug, name })),
    minimal: chosen.minimal,
    all_clear: chosen.allClear,
    watched: chosen.watched,
    weekday: chosen.weekday,
    hour: chosen.hour,
    time_zone: chosen.timeZone,
    defaults: { weekly: role !== undefined && roles.includes(role), weekday, hour, time_zone: timeZone },
    mail_server: ctx.env.SMTP_URL !== undefined,
  };
}
