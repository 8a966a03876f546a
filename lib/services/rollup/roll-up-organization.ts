import type { Sql } from '#db/client.ts';
import { findDayZones } from '#db/queries/day-zones.ts';
import { findMemberFigures } from '#db/queries/posture.ts';
import { findDayFlows, upsertOrganizationDay } from '#db/queries/rollup.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { inTransaction } from '#db/transaction.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { dayAt } from '#lib/domain/calendar/day-zones.ts';
import { organizationFigures } from '#lib/domain/score/organization-figures.ts';
import { FORMULA_VERSION } from '#lib/domain/score/state.ts';

/** Writes the organization's row of the day that runs, from the figures that its screens show. Past days are never written. */
export async function rollUpOrganization(sql: Sql, scope: OrganizationScope, now: Date): Promise<void> {
  const rows = await findMemberFigures(sql, wholeOrganization(scope.orgId));
  const figures = organizationFigures(rows);
  const day = dayAt(await findDayZones(sql, scope), now);
  const flows = await findDayFlows(sql, scope, day);
  const row = {
    day,
    score: figures.score,
    notMeasured: figures.notMeasured,
    open: figures.open,
    ...flows,
    repositories: figures.repositories,
    formula: FORMULA_VERSION,
  };
  await inTransaction(sql, (tx) => upsertOrganizationDay(tx, scope, row));
}
