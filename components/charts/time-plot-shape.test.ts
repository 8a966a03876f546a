import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  extentOf,
  labelledSteps,
  missingSpans,
  type PlotSeries,
  type PlotStep,
  runsOf,
  scaleOf,
  spread,
  stackOf,
} from './time-plot-shape.ts';

const step = (more: Partial<PlotStep> = {}): PlotStep => ({
  ...{ from: '2026-11-01', to: '2026-11-01', provisional: false, missing: false },
  ...more,
});
const series = (key: string, values: (number | null)[], below = false): PlotSeries => ({
  ...{ key, label: key, color: 'red', values, below },
});

describe('an axis', () => {
  it('begins at zero, holds every value, and has few ticks at even places', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 0, noNaN: true }),
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        (a, b) => {
          const { low, high, ticks } = scaleOf(a, b, false);
          // Less than anybody sees: a millionth of the axis.
          const little = (b - a) * 1e-6;
          expect(low).toBeLessThanOrEqual(a + little);
          expect(high).toBeGreaterThanOrEqual(b - little);
          expect(ticks).toContain(0);
          expect(ticks.length).toBeLessThanOrEqual(7);
        },
      ),
    );
    // It may begin a hair above the lowest value.
    expect(scaleOf(-0.0000010000000000000002, 4004.0040030040045, false).low).toBe(0);
    expect(scaleOf(0, 7, true).ticks).toEqual([0, 2, 4, 6, 8]);
    expect(scaleOf(0, 1, true).ticks).toEqual([0, 1]);
    expect(scaleOf(0, 0, true)).toEqual({ low: 0, high: 1, ticks: [0, 1] });
  });

  it('of bars is as long as what they add up to, of lines as the highest', () => {
    const all = [series('a', [1, 5]), series('b', [3, 2]), series('c', [4, 1], true)];
    expect(extentOf('bars', all, 2)).toEqual([-4, 7]);
    expect(extentOf('lines', all, 2)).toEqual([-4, 5]);
  });
});

describe('what is drawn', () => {
  it('stacks outwards from zero, on both sides', () => {
    const all = [series('a', [2]), series('b', [0]), series('c', [3]), series('d', [4], true)];
    expect(stackOf(all, 0).map(({ series: { key }, from, to }) => [key, from, to])).toEqual([
      ['a', 0, 2],
      ['c', 2, 5],
      ['d', 0, -4],
    ]);
  });

  it('has a gap where nothing is known, and dots what leads to a day that is not over', () => {
    const steps = [step(), step(), step(), step(), step({ provisional: true })];
    expect(runsOf({ values: [1, null, 2, 3, 4] }, steps)).toEqual([
      { steps: [0], provisional: false },
      { steps: [2, 3], provisional: false },
      { steps: [3, 4], provisional: true },
    ]);
    expect(runsOf({ values: [1, 1, 1, null, 4] }, steps).at(-1)).toEqual({ steps: [4], provisional: true });
    expect(runsOf({ values: [null, null, null, null, null] }, steps)).toEqual([]);
    expect(runsOf({ values: [null, 1, 2, 3, 4], over: true }, steps)).toEqual([
      { steps: [1, 2, 3, 4], provisional: false },
    ]);
  });

  it('hatches steps of which nothing is known together', () => {
    const [known, missing] = [step(), step({ missing: true })];
    expect(missingSpans([missing, missing, known, missing])).toEqual([
      [0, 1],
      [3, 3],
    ]);
  });
});

describe('labels', () => {
  it('stand apart, within the plot, and in the order of their lines', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 6 }), (wanted) => {
        const places = spread(wanted, 14, 200);
        const sorted = [...places].sort((a, b) => a - b);
        for (let one = 1; one < sorted.length; one += 1)
          expect((sorted[one] ?? 0) - (sorted[one - 1] ?? 0)).toBeGreaterThan(13.99);
        expect(sorted.at(-1)).toBeLessThanOrEqual(200);
        for (const [a, y] of wanted.entries())
          for (const [b, other] of wanted.entries()) if (y < other) expect(places[a]).toBeLessThan(places[b] ?? 0);
      }),
    );
    expect(spread([50, 100], 14, 200)).toEqual([50, 100]);
  });

  it('of steps are as many as have room, and name the last', () => {
    expect(labelledSteps(7, 3)).toEqual([0, 3, 6]);
    expect(labelledSteps(8, 3)).toEqual([1, 4, 7]);
    expect(labelledSteps(2, 9)).toEqual([0, 1]);
  });
});
