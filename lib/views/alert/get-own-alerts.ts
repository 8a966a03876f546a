import { findAlertZone, findPersonAlerts, listTeamAlertsOf } from '#db/queries/alerts.ts';
import type { Context } from '#lib/context.ts';
import type { OwnAlertsView } from '#lib/contracts/alert.ts';
import { DEFAULT_SCORE_DROP } from '#lib/domain/sink/sink.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

/** What the caller is told of by mail, and what the caller's teams add. @throws Fault forbidden for a token */
export async function getOwnAlerts(ctx: Context): Promise<OwnAlertsView> {
  permit(ctx, 'account:write', 'organization');
  const { userId, sql } = ctx;
  if (userId === null) throw new Fault('not_found', 'There is no such person.');
  const [own, timeZone, teams] = await Promise.all([
    findPersonAlerts(sql, ctx, userId),
    findAlertZone(sql, ctx, userId),
    listTeamAlertsOf(sql, ctx, userId),
  ]);
  const { quietFrom = null, quietTo = null } = own ?? {};
  return {
    kinds: own?.kinds ?? [],
    score_drop: own?.scoreDrop ?? DEFAULT_SCORE_DROP,
    quiet_hours: quietFrom === null || quietTo === null ? null : { from: timeOf(quietFrom), to: timeOf(quietTo) },
    stopped: own?.stopped ?? false,
    time_zone: timeZone,
    teams: teams.map(({ slug, name, kinds, scoreDrop }) => ({ slug, name, kinds, score_drop: scoreDrop })),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');
const timeOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
