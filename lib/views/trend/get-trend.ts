import { findAnnotations, findMemberTrend, findOrganizationTrend, type TrendRead } from '#db/queries/trend-days.ts';
import type { Context } from '#lib/context.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { TrendParams, TrendPointView, TrendView } from '#lib/contracts/trend.ts';
import { addDays, dayOf } from '#lib/domain/time.ts';
import { dayBefore, daysIn } from '#lib/domain/trend/buckets.ts';
import type { TrendDay } from '#lib/domain/trend/day.ts';
import { TREND_DEFINITIONS, TREND_FLOWS, unneeded } from '#lib/domain/trend/metric.ts';
import { trendPoints } from '#lib/domain/trend/points.ts';
import { together } from '#lib/domain/trend/together.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';

/** One chart over time of what the caller sees, beside others and beside the time before where that is asked for. */
export async function getTrend(ctx: Context, params: TrendParams): Promise<TrendView> {
  permit(ctx, 'posture:read', 'repositories');
  const { metric, previous, against = [] } = params;
  const today = dayOf(ctx.now());
  if (params.to > today) {
    const message = `must not be after today, ${today} in UTC`;
    throw new Fault('invalid_input', `to: ${message}.`, { fields: [{ path: 'to', message }] });
  }
  const { chosen } = ctx;
  const others = await Promise.all(
    against.map((text) => chooseScope({ ...ctx, readScope: chosen?.sight ?? ctx.readScope }, text)),
  );
  const [points, before, lines, annotations] = await Promise.all([
    pointsOf(ctx, params),
    previous ? pointsOf(ctx, { ...params, ...periodBefore(params) }) : null,
    Promise.all(others.map((other) => pointsOf(other, params))),
    findAnnotations(ctx.readSql, { orgId: ctx.orgId }, params.from, params.to),
  ]);
  const { unit, series, text } = TREND_DEFINITIONS[metric];
  return {
    ...{ metric, unit, series: [...series], definition: text, time_zone: 'UTC' },
    ...{ points, previous: before },
    against: others.map(({ chosen: other }, index) => ({
      scope: other.text,
      name: other.name,
      points: lines[index] ?? [],
    })),
    annotations,
  };
}

function periodBefore({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const back = (day: string): string => dayOf(addDays(new Date(`${day}T00:00:00Z`), -daysIn(from, to)));
  return { from: back(from), to: back(to) };
}

async function pointsOf(ctx: Context, params: TrendParams): Promise<TrendPointView[]> {
  const { metric } = params;
  const today = dayOf(ctx.now());
  const without = unneeded(metric);
  const measured = without !== null;
  const days = await daysOf(ctx, {
    ...{ from: params.from, to: params.to, scored: metric === 'score' },
    measured: without && { by: params.by, withoutAtEnds: without.atEnds, withoutElse: without.between },
  });
  // The day that ended last is measured by the first roll-up of this one.
  const unmeasured = measured && days.some(({ day, measures }) => day === dayBefore(today) && measures === null);
  const since = unmeasured ? dayBefore(today) : today;
  return trendPoints(metric, days, params).map((point) => ({
    ...point,
    provisional: point.to >= since,
    changes: metric === 'flow' && point.known > 0 ? changesOf(ctx, point) : null,
  }));
}

/**
 * The organization keeps rows of its own: those of thousands of repositories need not be read. But its row of today is as old
 * as the last roll-up: those of its repositories say what lists say now.
 */
async function daysOf(ctx: Context, read: TrendRead): Promise<TrendDay[]> {
  const { readScope, readSql } = ctx;
  if (readScope.repositories !== 'all') return (await findMemberTrend(readSql, readScope, read)).map(together);
  const today = dayOf(ctx.now());
  const own = await findOrganizationTrend(readSql, { orgId: readScope.orgId }, read);
  if (read.to < today) return own;
  const [now] = await findMemberTrend(readSql, readScope, { ...read, from: today, to: today });
  return [...own.filter(({ day }) => day < today), ...(now === undefined ? [] : [together(now)])];
}

function changesOf({ chosen }: Context, { from, to }: { from: string; to: string }): Record<string, string> {
  return Object.fromEntries(
    TREND_FLOWS.map((kind) => {
      const url = `/api/v1/trends/changes?${new URLSearchParams({ from, to, kind })}`;
      return [kind, withScope(url, chosen?.text ?? null)];
    }),
  );
}
