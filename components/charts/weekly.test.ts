import { describe, expect, it } from 'vitest';
import { dayOf } from '#lib/domain/time.ts';
import type { FlowDay, SeverityDay } from './types.ts';
import { flowBars, occurring, severityBars } from './weekly.ts';

const day = (index: number): string => dayOf(new Date(Date.UTC(2026, 7, 1 + index)));
const NONE = { critical: 0, high: 0, medium: 0, unknown: 0, low: 0, info: 0 };

const stock = (values: readonly (number | null)[]): SeverityDay[] =>
  values.map((critical, index) => ({ day: day(index), counts: critical === null ? null : { ...NONE, critical } }));
const flow = (values: readonly (number | null)[]): FlowDay[] =>
  values.map((introduced, index) => ({ day: day(index), introduced, fixed: introduced }));

describe('bars of many days', () => {
  it('are weeks that end with the last day; what is open is not added up', () => {
    const bars = severityBars(stock(Array.from({ length: 90 }, (_, index) => index)));
    expect(bars).toHaveLength(12);
    expect(bars.at(-1)).toMatchObject({ day: day(89), counts: { critical: 89 } });
    expect(bars[0]).toMatchObject({ day: day(12), counts: { critical: 12 } });
  });

  it('add up what came and went', () => {
    const bars = flowBars(flow(Array.from({ length: 90 }, () => 2)));
    expect(bars.map((bar) => bar.introduced)).toEqual(Array.from({ length: 12 }, () => 14));
  });

  it('take the last known day, and stay a gap where the whole week is unknown', () => {
    const values: (number | null)[] = Array.from({ length: 49 }, () => null);
    values[44] = 5;
    expect(severityBars(stock(values)).map(({ counts }) => counts?.critical ?? null)).toEqual([
      ...Array.from({ length: 6 }, () => null),
      5,
    ]);
    expect(flowBars(flow(values)).map((bar) => bar.fixed)).toEqual([...Array.from({ length: 6 }, () => null), 5]);
  });

  it('stay days while they are few', () => {
    expect(severityBars(stock([1, null, 3]))).toHaveLength(3);
    expect(flowBars(flow(Array.from({ length: 45 }, () => 1)))).toHaveLength(45);
  });

  it('name only severities that occur', () => {
    expect(occurring(stock([0, null, 3]))).toEqual(['critical']);
  });
});
