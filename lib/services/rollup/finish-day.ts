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
import { FORMULA_VERSION } from '#lib/domain/score/state.ts';
import { addDays, dayOf, startOfDay } from '#lib/domain/time.ts';
import { measureDay } from '#lib/domain/trend/measure-day.ts';
import { together } from '#lib/domain/trend/together.ts';
import { measureAccess } from './measure-access.ts';

/**
 * Measures the day that ended last, once, and finishes the organization's row of it from those of its repositories: what came
 * in after the last roll-up of that day is in it too. A day without rows stays unknown.
 */
export async function finishDay(sql: Sql, scope: OrganizationScope, now: Date): Promise<void> {
  const end = startOfDay(now);
  const start = addDays(end, -1);
  const day = dayOf(start);
  if (await isDayFinal(sql, scope, day)) return;
  const members = await findDayMembers(sql, scope, day);
  if (members.length === 0) return;
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
