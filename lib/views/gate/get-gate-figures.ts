import { findDayZones } from '#db/queries/day-zones.ts';
import { countFailedRules, countGates } from '#db/queries/gate-history.ts';
import type { Context } from '#lib/context.ts';
import type { GateFigures, GateSummaryParams } from '#lib/contracts/gate-history.ts';
import { dayAt, dayStart } from '#lib/domain/calendar/day-zones.ts';
import { gateFigures } from '#lib/domain/policy/gate-figures.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';
import { permit } from '#lib/permit.ts';
import { pipelinePlaceOf } from '#lib/views/pipeline/pipeline-place-of.ts';

const MOST = 20;

/** How reports came out in the last days, which rules made them fail, and where most did. @throws Fault not_found */
export async function getGateFigures(ctx: Context, params: GateSummaryParams): Promise<GateFigures> {
  permit(ctx, 'upload:list', 'repositories');
  const { readSql: sql, readScope: scope } = ctx;
  const zones = await findDayZones(sql, scope);
  const since = shiftDay(dayAt(zones, ctx.now()), -params.days);
  const window = { ...(await pipelinePlaceOf(ctx, params)), since: dayStart(zones, since) };
  const [counts, broken] = await Promise.all([countGates(sql, scope, window), countFailedRules(sql, scope, window)]);
  const names = new Map(counts.map(({ repoId, fullName }) => [repoId, fullName]));
  const { rules, repositories, ...totals } = gateFigures(counts, broken, (id) => names.get(id));
  return {
    ...{ since, ...totals },
    rules: rules.slice(0, MOST),
    repositories: repositories.slice(0, MOST).map(({ repository: repo, judged, failed }) => ({ repo, judged, failed })),
    failing_repositories: repositories.length,
  };
}
