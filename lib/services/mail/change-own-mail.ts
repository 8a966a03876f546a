import {
  findDigestTeams,
  findMailPreferences,
  findMailSettings,
  saveMailPreferences,
} from '#db/queries/mail-preferences.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { OwnMailChange } from '#lib/contracts/mail.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import type { AuditDetail } from '#lib/domain/audit/entry.ts';
import { Fault } from '#lib/errors.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requirePerson } from '../user/require-person.ts';

/**
 * Changes which mails the signed-in person gets, and when; what is left out stays.
 * @throws Fault `forbidden` for a token; `invalid_input` for a team that the person is not in
 */
export async function changeOwnMail(ctx: Context, change: OwnMailChange): Promise<void> {
  const { id: userId, name, role } = await requirePerson(ctx);
  const scope = { orgId: ctx.orgId };
  await inTransaction(ctx.sql, async (tx) => {
    const before = await findMailPreferences(tx, scope, userId);
    const { roles } = await findMailSettings(tx, scope);
    const known = await findDigestTeams(tx, scope, userId, before.teams);
    const byRole = ROLES.some((one) => one === role && roles.includes(one));
    const weekly = change.weekly === undefined ? before.weekly : change.weekly;
    // Weeks before somebody wanted a digest are not made up for.
    const begins = (weekly ?? byRole) && !(before.weekly ?? byRole);
    await saveMailPreferences(tx, scope, userId, {
      weekly,
      weeklySince: begins ? ctx.now() : before.weeklySince,
      organization: change.organization ?? before.organization,
      teams: change.teams === undefined ? before.teams : idsOf(change.teams, known),
      minimal: change.minimal ?? before.minimal,
      weekday: change.weekday === undefined ? before.weekday : change.weekday,
      hour: change.hour === undefined ? before.hour : change.hour,
      timeZone: change.time_zone === undefined ? before.timeZone : change.time_zone,
      allClear: change.all_clear ?? before.allClear,
      watched: change.watched ?? before.watched,
    });
    const target = { kind: 'person', id: String(userId), name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'mail.preferences_changed', target, detail: detailOf(change) });
  });
}

function detailOf(change: OwnMailChange): AuditDetail {
  return Object.fromEntries(
    Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function idsOf(slugs: readonly string[], known: readonly { id: number; slug: string }[]): number[] {
  return [...new Set(slugs)].map((slug) => {
    const team = known.find((one) => one.slug === slug);
    if (team !== undefined) return team.id;
    const message = 'must be slugs of teams that you are in';
    throw new Fault('invalid_input', `teams: ${message}.`, { fields: [{ path: 'teams', message }] });
  });
}
