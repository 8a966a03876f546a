import type { Sql } from '#db/client.ts';
import { findDayFlows, findOrganizationScores, upsertOrganizationDay } from '#db/queries/rollup.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { portfolio } from '#lib/domain/score/portfolio.ts';

/** The organization's row of the day, from its repositories' rows. Past days are never written. */
export async function rollUpOrganization(sql: Sql, scope: OrganizationScope, now: Date): Promise<void> {
  const members = await findOrganizationScores(sql, scope);
  const scored = members.flatMap(({ score, criticality }) => (score === null ? [] : [{ score, criticality }]));
  const day = now.toISOString().slice(0, 10);
  const flows = await findDayFlows(sql, scope, day);
  const sum = (pick: (member: (typeof members)[number]) => number): number =>
    members.reduce((all, m) => all + pick(m), 0);
  await upsertOrganizationDay(sql, scope, {
    day,
    score: portfolio(scored),
    notMeasured: scored.length === 0 ? 100 : sum((m) => m.notMeasured) / members.length,
    open: [
      sum((m) => m.openInfo),
      sum((m) => m.openLow),
      sum((m) => m.openMedium),
      sum((m) => m.openHigh),
      sum((m) => m.openCritical),
    ],
    ...flows,
    repositories: members.length,
    formula: 1,
  });
}
