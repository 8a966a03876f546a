import { describe, expect, it } from 'vitest';
import type { TrendPointView, TrendView } from '#lib/contracts/trend.ts';
import { TREND_DEFINITIONS, TREND_METRICS, type TrendMetric } from '#lib/domain/trend/metric.ts';
import { trendMessage } from './messages.ts';
import { comparedSeries, formatOf, lookOf, plotted } from './series.ts';

const point = (values: TrendPointView['values'], more: Partial<TrendPointView> = {}): TrendPointView => ({
  ...{ from: '2026-11-01', to: '2026-11-07', known: 7, days: 7, provisional: false, values, changes: null },
  ...more,
});

const view = (metric: TrendMetric, ...points: TrendPointView[]): TrendView => ({
  ...{ metric, unit: TREND_DEFINITIONS[metric].unit, series: [...TREND_DEFINITIONS[metric].series], definition: '' },
  ...{ time_zone: 'UTC', points, previous: null, against: [], annotations: [] },
});

const open = (critical: number | null, low: number | null) =>
  point({ critical, high: critical && 0, medium: critical && 0, unknown: critical && 0, low, info: critical && 0 });

describe('what is drawn', () => {
  it('has the series that occur, each with its word, and no two that look alike', () => {
    for (const metric of TREND_METRICS) {
      const looks = TREND_DEFINITIONS[metric].series.map(lookOf);
      expect(new Set(looks.map(({ color, dash }) => `${color} ${dash}`)).size, metric).toBe(looks.length);
      expect(new Set(looks.map(({ label }) => label)).size, metric).toBe(looks.length);
    }
    const { kind, series } = plotted(view('open', open(3, 1), open(2, 0)), 'all', null);
    expect(kind).toBe('bars');
    expect(series.map(({ label, values }) => [label, values])).toEqual([
      ['Critical', [3, 2]],
      ['Low', [1, 0]],
    ]);
  });

  it('hatches what is not known, but not what is not over, and not where there was nothing to divide', () => {
    const none = { compliance: null };
    const { steps } = plotted(
      view('sla', point(none, { known: 0 }), point(none), point(none, { known: 6, provisional: true })),
      'all',
      null,
    );
    expect(steps.map(({ missing }) => missing)).toEqual([true, false, false]);
  });

  it('compares one series, or what all of them add up to, by lines', () => {
    const compared: TrendView = {
      ...view('open', open(3, 1), open(null, null)),
      previous: [open(5, 5), open(4, 4)],
      against: [{ scope: 'team:a', name: 'A', points: [open(1, 0), open(2, 2)] }],
    };
    expect(comparedSeries(compared)[0]).toEqual({ name: 'all', label: 'all severities' });
    const lines = (chosen: string | null) =>
      plotted(compared, 'All repositories', chosen).series.map(({ label, values }) => [label, values]);
    expect(lines(null)).toEqual([
      ['All repositories', [4, null]],
      ['the time before', [10, 8]],
      ['A', [1, 4]],
    ]);
    expect(plotted(compared, 'all', 'critical').compared).toEqual({ name: 'critical', label: 'Critical' });
    expect(plotted(compared, 'all', null).series.map(({ over }) => over ?? false)).toEqual([false, true, false]);
    const score = { ...view('score', point({ score: 1 })), previous: [point({ score: 2 })] };
    expect(plotted(score, 'all', null).compared).toBeNull();
    expect(lines('critical')[1]).toEqual(['the time before', [5, 4]]);
    expect(lines('no such series')).toEqual(lines(null));
    expect(plotted(compared, 'all', null).kind).toBe('lines');
  });

  it('writes values as their unit is read', () => {
    expect(formatOf('share')(-0.25)).toBe('−25 %');
    expect(formatOf('days')(12)).toBe('12 d');
    expect(formatOf('findings')(1234)).toBe('1,234');
    expect(formatOf('points')(8.25)).toBe('8.3');
  });
});

describe('the message of a chart', () => {
  it.each<[TrendView, string]>([
    [view('score', point({ score: 8.2 }), point({ score: 11 })), 'Score 11.0, from 8.2'],
    [view('score', point({ score: 8 })), 'Score 8.0, as at the start'],
    [view('score', point({ score: null })), 'Score: not known'],
    [view('open', open(3, 1), open(2, 5)), 'Open findings: 7, from 4; critical: 2, from 3'],
    [view('sla', point({ compliance: 0.5 }), point({ compliance: 0.75 })), '75 % fixed on time; at the start 50 %'],
    [view('sla', point({ compliance: null })), 'Fixed on time: not known'],
    [view('recurrence', point({ rate: 0.1 }), point({ rate: 0 }, { provisional: true })), '10 % of fixes came back'],
    [view('net_resolve', point({ rate: 1.2 })), 'Net resolve rate 120 %'],
    [view('half_fixed', point({ critical: null, high: 12 })), 'High: half are fixed after 12 days'],
    [
      view('admins', point({ admins: 4, paths: 2 }), point({ admins: 3, paths: 2 })),
      'Administrators: 3, from 4; ways to production: 2, as at the start',
    ],
    [
      view(
        'flow',
        point({ introduced: 1, disclosed: 2, first_scan: 0, reopened: 1, fixed: 9 }),
        point({ introduced: null }),
      ),
      '4 opened, 9 fixed',
    ],
  ])('says its numbers', (of, message) => {
    expect(trendMessage(of)).toBe(message);
  });
});
