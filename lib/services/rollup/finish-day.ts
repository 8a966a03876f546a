import type { Sql } from '#db/client.ts';
import { findDecisionPolicy } from '#db/queries/decision-policies.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import {
  findAges,
  findDayMembers,
  findMemberTrend,
  finishOrganizationDay,
  isDayFinal,
  WHOLE_MEASURES,
  writeDayMeasures,
} from '#db/queries/trend-days.ts';
import { inTransaction } from '#db/transaction.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { type DayZones, dayEnd, dayStart } from '#lib/domain/calendar/day-zones.ts';
import { FORMULA_VERSION } from '#lib/domain/score/state.ts';
import { measureDay } from '#lib/domain/trend/measure-day.ts';
import { together } from '#lib/domain/trend/together.ts';
import { measureAccess } from './measure-access.ts';

/**
 * Measures a day that is over, once, and finishes the organization's row of it from those of its repositories: what came
 * in after the last roll-up of that day is in it too. A day without rows stays unknown.
 */
export async function finishDay(
  sql: Sql,
  scope: OrganizationScope,
  { day, zones }: { day: string; zones: DayZones },
): Promise<void> {
  if (await isDayFinal(sql, scope, day)) return;
  const members = await findDayMembers(sql, scope, day);
  if (members.length === 0) return;
  const [start, end] = [dayStart(zones, day), dayEnd(zones, day)];
  const [{ sla }, open, fixed, access] = await Promise.all([
    findDecisionPolicy(sql, scope),
    findAges(sql, scope, 'open', { start, end }),
    findAges(sql, scope, 'fixed', { start, end }),
    measureAccess(sql, scope, end),
  ]);
  const measured = members.map(({ repoId, ...member }) => {
    const ages = { openAges: open.get(repoId) ?? {}, fixedAges: fixed.get(repoId) ?? {} };
    return { repoId, measures: measureDay({ ...member, ...ages, access: access.get(repoId) }, sla) };
  });
  await inTransaction(sql, async (tx) => {
    await writeDayMeasures(tx, scope, day, measured);
    const read = { from: day, to: day, scored: true, measured: WHOLE_MEASURES };
    const [all] = await findMemberTrend(tx, wholeOrganization(scope.orgId), read);
    if (all === undefined) return;
    const { repositories } = all;
    await finishOrganizationDay(tx, scope, { ...together(all), repositories, formula: FORMULA_VERSION });
  });
}
