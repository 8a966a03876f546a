import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketsOf, daysIn, lastKnownDays, TREND_STEPS } from './buckets.ts';
import { addMeasures, type DayMeasures, type KnownMeasures, type TrendDay } from './day.ts';
import { needsOf, TREND_DEFINITIONS, TREND_METRICS } from './metric.ts';
import { trendPoints } from './points.ts';

const NO_MEASURES: DayMeasures = {
  ...{ openAges: {}, fixedAges: {}, overdue: 0, fixedLate: 0 },
  ...{ expected: 0, fresh: 0, falsePositives: 0, real: 0 },
};
const START = Date.parse('2026-01-01T00:00:00Z');
const dayAt = (index: number): string => new Date(START + index * 86_400_000).toISOString().slice(0, 10);

const few = fc.integer({ min: 0, max: 9 });
const counts = fc.dictionary(fc.integer({ min: 0, max: 200 }).map(String), fc.integer({ min: 1, max: 5 }), {
  maxKeys: 4,
});
const measures: fc.Arbitrary<DayMeasures> = fc
  .record({
    openAges: fc.record({ high: counts }),
    fixedAges: fc.record({ high: counts }),
    fresh: few,
    more: few,
    falsePositives: few,
    real: few,
    access: fc.record({ admins: few, paths: few, unused: few, overdue: few }),
  })
  .map(({ more, ...rest }) => ({ ...NO_MEASURES, ...rest, expected: rest.fresh + more }));
const oneDay = fc.record({
  score: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null }),
  open: fc.record({ critical: few, high: few, medium: few, unknown: few, low: few, info: few }),
  ...{ disclosed: few, firstScan: few, more: few, reopened: few, fixed: few },
  measures: fc.option(measures, { nil: null }),
});
const someDays: fc.Arbitrary<TrendDay[]> = fc
  .array(fc.option(oneDay, { nil: null, freq: 6 }), { maxLength: 40 })
  .map((days) =>
    days.flatMap((given, index) => {
      if (given === null) return [];
      const { more, ...rest } = given;
      return [{ ...rest, day: dayAt(index), introduced: more + rest.disclosed + rest.firstScan }];
    }),
  );

describe('points of a chart', () => {
  it('cut a period without gap or overlap', () => {
    fc.assert(
      fc.property(few, fc.integer({ min: 0, max: 500 }), fc.constantFrom(...TREND_STEPS), (first, length, by) => {
        const [from, to] = [dayAt(first), dayAt(first + length)];
        const buckets = bucketsOf(from, to, by);
        expect(buckets.reduce((sum, bucket) => sum + daysIn(bucket.from, bucket.to), 0)).toBe(length + 1);
        expect([buckets[0]?.from, buckets.at(-1)?.to]).toEqual([from, to]);
      }),
    );
  });
  it('end weeks on Sunday, and months with their last day', () => {
    expect(bucketsOf('2026-02-26', '2026-03-09', 'week').map(({ to }) => to)).toEqual([
      '2026-03-01',
      '2026-03-08',
      '2026-03-09',
    ]);
    expect(bucketsOf('2026-02-26', '2026-03-09', 'month').map(({ to }) => to)).toEqual(['2026-02-28', '2026-03-09']);
  });
  it('of weeks are the sums of those of days, and never a sum that lacks a day', () => {
    fc.assert(
      fc.property(someDays, (days) => {
        const period = { from: dayAt(0), to: dayAt(39) };
        const daily = trendPoints('flow', days, { ...period, by: 'day' });
        for (const week of trendPoints('flow', days, { ...period, by: 'week' })) {
          const mine = daily
            .filter(({ from }) => from >= week.from && from <= week.to)
            .filter(({ known }) => known > 0);
          for (const name of TREND_DEFINITIONS.flow.series) {
            const value = week.values[name];
            if (value === null) continue;
            expect(value).toBe(mine.reduce((sum, point) => sum + (point.values[name] ?? 0), 0));
          }
        }
      }),
    );
  });
  it('are null where nothing is known, and within their bounds where something is', () => {
    fc.assert(
      fc.property(someDays, fc.constantFrom(...TREND_METRICS), fc.constantFrom(...TREND_STEPS), (days, metric, by) => {
        const known = new Set(days.map(({ day }) => day));
        for (const point of trendPoints(metric, days, { from: dayAt(0), to: dayAt(39), by })) {
          expect(Object.keys(point.values)).toEqual([...TREND_DEFINITIONS[metric].series]);
          if (point.known === 0) expect(Object.values(point.values).every((value) => value === null)).toBe(true);
          if (metric === 'open' && by === 'day' && known.has(point.from)) {
            expect(point.values).toEqual(days.find(({ day }) => day === point.from)?.open);
          }
          for (const value of Object.values(point.values)) {
            if (value === null || metric === 'net_resolve') continue;
            expect(value).toBeGreaterThanOrEqual(0);
            if (metric === 'sla' || metric === 'coverage' || metric === 'noise') expect(value).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
  it('of a week are exactly what its days say, and null only where one of them is missing', () => {
    // Monday 5 January to Sunday.
    const week = Array.from(
      { length: 7 },
      (_, index): TrendDay => ({
        ...{
          day: dayAt(index + 4),
          score: 54 + index,
          introduced: 3,
          disclosed: 1,
          firstScan: 1,
          reopened: 1,
          fixed: 2,
        },
        open: { critical: index, high: 3, medium: 0, unknown: 0, low: 0, info: 0 },
        measures: {
          ...{ openAges: { high: { 0: 1, 100: 2 } }, fixedAges: { high: { 2: 1, 5: 1 } }, overdue: 1, fixedLate: 1 },
          ...{
            expected: 4,
            fresh: 3,
            falsePositives: 1,
            real: 3,
            access: { admins: 2, paths: 1, unused: 5, overdue: 4 },
          },
        },
      }),
    );
    const of = (metric: (typeof TREND_METRICS)[number], days: readonly TrendDay[]) =>
      trendPoints(metric, days, { from: dayAt(4), to: dayAt(10), by: 'week' })[0]?.values;
    const without = (index: number) => week.filter((_, at) => at !== index);
    const unmeasured = (index: number) => week.map((day, at) => (at === index ? { ...day, measures: null } : day));
    const flow = (days: number) => ({ introduced: days, disclosed: days, first_scan: days, reopened: days });
    expect(of('flow', week)).toEqual({ ...flow(7), fixed: 14 });
    expect(of('net_resolve', week)?.rate).toBeCloseTo(7 / 21, 9);
    expect(of('recurrence', week)).toEqual({ rate: 0.5 });
    expect(of('score', week)).toEqual({ score: 60 });
    expect(of('open', week)).toMatchObject({ critical: 6, high: 3 });
    expect(of('time_to_fix', week)).toMatchObject({ critical: null, high: 2 });
    expect(of('sla', week)?.compliance).toBeCloseTo(7 / 15, 9);
    expect(of('age', week)).toMatchObject({ under_7: 1, '91_180': 2, over_180: 0 });
    expect(of('coverage', week)).toEqual({ fresh: 0.75 });
    expect(of('noise', week)).toEqual({ false_positives: 0.25 });
    expect(of('admins', week)).toEqual({ admins: 2, paths: 1 });
    expect(of('leftovers', week)).toEqual({ unused: 5, overdue: 4 });
    // Before the first day of all and after the last nothing is missing.
    expect([of('flow', without(0)), of('flow', without(6))]).toEqual([1, 2].map(() => ({ ...flow(6), fixed: 12 })));
    expect(of('flow', without(3))?.fixed).toBeNull();
    expect([of('score', without(3)), of('open', without(3))]).toMatchObject([{ score: 60 }, { critical: 6 }]);
    expect([of('time_to_fix', unmeasured(3))?.high, of('sla', unmeasured(3))?.compliance]).toEqual([null, null]);
    expect(of('coverage', unmeasured(3))).toEqual({ fresh: 0.75 });
    // The last day is measured by the first roll-up of the next one.
    expect(of('time_to_fix', unmeasured(6))?.high).toBe(2);
    expect(of('sla', unmeasured(6))?.compliance).toBeCloseTo(6 / 13, 9);
    expect(of('age', unmeasured(6))).toMatchObject({ under_7: 1 });
  });
  it('of what is half fixed look back the same way at every step, and as far as they say, over no gap', () => {
    const from = dayAt(20);
    fc.assert(
      fc.property(someDays, (days) => {
        const period = { from, to: dayAt(39) };
        const daily = trendPoints('half_fixed', days, { ...period, by: 'day' });
        for (const week of trendPoints('half_fixed', days, { ...period, by: 'week' })) {
          const measured = days.filter(({ day, measures }) => measures !== null && day >= week.from && day <= week.to);
          const last = daily.find((point) => point.from === measured.at(-1)?.day);
          expect(week.values).toEqual(
            last?.values ?? Object.fromEntries(Object.keys(week.values).map((n) => [n, null])),
          );
        }
        const gap = days.findLastIndex(({ day, measures }) => measures === null && day < from);
        expect(trendPoints('half_fixed', days.slice(gap + 1), { ...period, by: 'day' }).map((p) => p.values)).toEqual(
          daily.map((p) => p.values),
        );
      }),
    );
    const many = Array.from({ length: 200 }, (_, index) => ({
      ...{ day: dayAt(index), score: null, introduced: 0, disclosed: 0, firstScan: 0, reopened: 0, fixed: 0 },
      open: { critical: 0, high: 0, medium: 0, unknown: 0, low: 0, info: 0 },
      // Until the hundredth day all that opened was fixed on the day after; then nothing is.
      measures: { ...NO_MEASURES, fixedAges: index < 100 ? { high: { 1: 1 } } : {}, openAges: { high: { 0: 3 } } },
    }));
    const [seen, forgotten] = trendPoints('half_fixed', many, { from: dayAt(188), to: dayAt(189), by: 'day' });
    expect([seen?.values.high, forgotten?.values.high]).toEqual([1, null]);
  });
  it('need of measures only what is read for them', () => {
    const read = (
      days: readonly TrendDay[],
      metric: (typeof TREND_METRICS)[number],
      by: (typeof TREND_STEPS)[number],
    ) => {
      const needs = needsOf(metric);
      if (needs === null) return days.map((day) => ({ ...day, measures: null }));
      const lasts = bucketsOf(dayAt(0), dayAt(39), by).map(({ from, to }) =>
        days.findLast(({ day, measures }) => measures !== null && day >= from && day <= to),
      );
      return days.map((day): TrendDay => {
        if (day.measures === null) return day;
        const names: string[] = lasts.includes(day) ? [...needs.all, ...needs.ends] : [...needs.all];
        const kept = Object.entries(day.measures).filter(([name]) => names.includes(name));
        return { ...day, measures: Object.fromEntries(kept) as KnownMeasures };
      });
    };
    fc.assert(
      fc.property(someDays, fc.constantFrom(...TREND_METRICS), fc.constantFrom(...TREND_STEPS), (days, metric, by) => {
        const period = { from: dayAt(0), to: dayAt(39), by };
        expect(trendPoints(metric, read(days, metric, by), period)).toEqual(trendPoints(metric, days, period));
      }),
    );
  });
  it('need of scores those of the last known day of each step', () => {
    fc.assert(
      fc.property(someDays, fc.constantFrom(...TREND_STEPS), (days, by) => {
        const shown = lastKnownDays(
          days.map(({ day }) => day),
          by,
        );
        const read = days.map((day) => (shown.includes(day.day) ? day : { ...day, score: null }));
        const period = { from: dayAt(0), to: dayAt(39), by };
        expect(trendPoints('score', read, period)).toEqual(trendPoints('score', days, period));
      }),
    );
  });
  it('of a part that is not known, the whole is not known', () => {
    expect(addMeasures([NO_MEASURES, null])).toBeNull();
    expect(addMeasures([])).toBeNull();
    const one: DayMeasures = { ...NO_MEASURES, overdue: 2, openAges: { high: { 3: 1 } } };
    expect(addMeasures([one, one])).toEqual({ ...NO_MEASURES, overdue: 4, openAges: { high: { 3: 2 } } });
    const access = { admins: 1, paths: 2, unused: 3, overdue: 4 };
    // Only systems let anybody do anything.
    expect(addMeasures([one, { ...one, access }, { ...one, access }])?.access).toEqual({
      ...{ admins: 2, paths: 4, unused: 6, overdue: 8 },
    });
    expect(addMeasures([one, { overdue: 3 }])).toEqual({ overdue: 5 });
  });
});
