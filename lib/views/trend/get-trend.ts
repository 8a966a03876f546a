import { findDayZones } from '#db/queries/day-zones.ts';
import {
  findAnnotations,
  findMemberScores,
  findMemberTrend,
  findOrganizationTrend,
  type TrendRead,
} from '#db/queries/trend-days.ts';
import type { Context } from '#lib/context.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { TrendParams, TrendPointView, TrendView } from '#lib/contracts/trend.ts';
import { type DayZones, dayAt, daysWithStarts, latestZone } from '#lib/domain/calendar/day-zones.ts';
import { dayBefore, daysIn, lastKnownDays, shiftDay, type TrendStep } from '#lib/domain/trend/buckets.ts';
import type { TrendDay } from '#lib/domain/trend/day.ts';
import { HALF_FIXED_DAYS } from '#lib/domain/trend/half-fixed.ts';
import { needsOf, TREND_DEFINITIONS, TREND_FLOWS } from '#lib/domain/trend/metric.ts';
import { trendPoints } from '#lib/domain/trend/points.ts';
import { type MemberDay, together } from '#lib/domain/trend/together.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';

/** One chart over time of what the caller sees, beside others and beside the time before where that is asked for. */
export async function getTrend(ctx: Context, params: TrendParams): Promise<TrendView> {
  permit(ctx, 'posture:read', 'repositories');
  const { metric, previous, against = [] } = params;
  const zones = await findDayZones(ctx.readSql, { orgId: ctx.orgId });
  const today = dayAt(zones, ctx.now());
  const timeZone = latestZone(zones);
  if (params.to > today) {
    const message = `must not be after today, ${today} in ${timeZone}`;
    throw new Fault('invalid_input', `to: ${message}.`, { fields: [{ path: 'to', message }] });
  }
  const { chosen } = ctx;
  const others = await Promise.all(
    against.map((text) => chooseScope({ ...ctx, readScope: chosen?.sight ?? ctx.readScope }, text)),
  );
  const [points, before, lines, annotations] = await Promise.all([
    pointsOf(ctx, params, today),
    previous ? pointsOf(ctx, { ...params, ...periodBefore(params) }, today) : null,
    Promise.all(others.map((other) => pointsOf(other, params, today))),
    annotationsOf(ctx, params, zones),
  ]);
  const { unit, series, text } = TREND_DEFINITIONS[metric];
  return {
    ...{ metric, unit, series: [...series], definition: text, time_zone: timeZone },
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
  const days = daysIn(from, to);
  return { from: shiftDay(from, -days), to: shiftDay(to, -days) };
}

/** Days on which figures begin to mean something else, or days to end at another hour. */
async function annotationsOf(
  ctx: Context,
  { from, to }: TrendParams,
  zones: DayZones,
): Promise<TrendView['annotations']> {
  const period = { ...daysWithStarts(zones, from, to), from, to };
  const said = await findAnnotations(ctx.readSql, { orgId: ctx.orgId }, period);
  const moved = zones.flatMap(({ since, timeZone }) =>
    since < from || since > to ? [] : { day: since, text: `Days are those of ${timeZone} from here on` },
  );
  return [...moved, ...said].sort((a, b) => a.day.localeCompare(b.day));
}

async function pointsOf(ctx: Context, params: TrendParams, today: string): Promise<TrendPointView[]> {
  const { metric } = params;
  const needs = needsOf(metric);
  const measured = needs !== null;
  const from = metric === 'half_fixed' ? shiftDay(params.from, 1 - HALF_FIXED_DAYS) : params.from;
  const read = { from, to: params.to, scored: metric === 'score', measured: needs && { ...needs, by: params.by } };
  const days = await daysOf(ctx, read, { today, by: params.by });
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
async function daysOf(
  ctx: Context,
  read: TrendRead,
  { today, by }: { today: string; by: TrendStep },
): Promise<TrendDay[]> {
  const { readScope, readSql } = ctx;
  if (readScope.repositories !== 'all') return (await memberDays(ctx, read, by)).map(together);
  const own = await findOrganizationTrend(readSql, { orgId: readScope.orgId }, read);
  if (read.to < today) return own;
  const [now] = await findMemberTrend(readSql, readScope, { ...read, from: today, to: today });
  return [...own.filter(({ day }) => day < today), ...(now === undefined ? [] : [together(now)])];
}

/** Scores make a whole of each day, and are read of those alone that a point shows: the last of its step. */
async function memberDays({ readScope, readSql }: Context, read: TrendRead, by: TrendStep): Promise<MemberDay[]> {
  if (!read.scored || by === 'day') return findMemberTrend(readSql, readScope, read);
  const days = await findMemberTrend(readSql, readScope, { ...read, scored: false });
  const shown = lastKnownDays(
    days.map(({ day }) => day),
    by,
  );
  const scores = new Map((await findMemberScores(readSql, readScope, shown)).map((row) => [row.day, row]));
  return days.map((row) => ({ ...row, ...scores.get(row.day) }));
}

function changesOf({ chosen }: Context, { from, to }: { from: string; to: string }): Record<string, string> {
  return Object.fromEntries(
    TREND_FLOWS.map((kind) => {
      const url = `/api/v1/trends/changes?${new URLSearchParams({ from, to, kind })}`;
      return [kind, withScope(url, chosen?.text ?? null)];
    }),
  );
}
