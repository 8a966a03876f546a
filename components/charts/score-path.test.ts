import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaPath, linePath, scoreRange, scoreShape } from './score-path.ts';

const day = (score: number | null, partial = false) => ({ day: '2026-11-16', score, partial });

describe('scoreShape', () => {
  it('leaves a gap where nothing is known instead of a bridge', () => {
    const { runs } = scoreShape([day(50), day(60), day(null), day(70)]);
    expect(runs.map((run) => run.length)).toEqual([2, 1]);
  });
  it('draws a day that is not over dotted, from the day before', () => {
    const { runs, dotted } = scoreShape([day(50), day(60), day(55, true)]);
    expect(runs).toEqual([
      [
        { x: 0, y: 50 },
        { x: 50, y: 40 },
      ],
    ]);
    expect(dotted).toEqual([
      [
        { x: 50, y: 40 },
        { x: 100, y: 45 },
      ],
    ]);
  });
  it('never dots across an unknown day', () => {
    const { dotted } = scoreShape([day(50), day(null), day(55, true)]);
    expect(dotted[0]?.[0]).toEqual(dotted[0]?.[1]);
  });
  it('places every known day exactly once', () => {
    const days = fc.array(
      fc.record({ day: fc.constant('d'), score: fc.option(fc.integer({ min: 0, max: 100 })), partial: fc.boolean() }),
    );
    fc.assert(
      fc.property(days, (list) => {
        const { runs, dotted } = scoreShape(list);
        const known = list.filter((one) => one.score !== null).length;
        expect(runs.flat().length + dotted.length).toBe(known);
      }),
    );
  });
  it('answers no days with nothing to draw', () => {
    expect(scoreShape([])).toEqual({ runs: [], dotted: [], last: null });
    expect(linePath([])).toBe('');
    expect(areaPath([])).toBe('');
  });
  it('draws level stretches as one line, and every day on which the score changed', () => {
    const [run = []] = scoreShape([50, 50, 50, 50, 60, 60, 61.234].map((score) => day(score))).runs;
    expect(linePath(run)).toBe('M0 50L50 50L66.67 40L83.33 40L100 38.77');
    expect(areaPath(run)).toBe('M0 100L0 50L50 50L66.67 40L83.33 40L100 38.77L100 100Z');
    expect(linePath(run.slice(0, 3))).toBe('M0 50L33.33 50');
    expect(linePath(run.slice(0, 1))).toBe('M0 50h0');
  });
});

describe('scoreRange', () => {
  it('is all of 0 to 100 once a score is low, and a part only while all are high', () => {
    expect(scoreRange([day(39), day(95)])).toEqual([0, 100]);
    expect(scoreRange([day(62), day(71)])).toEqual([50, 80]);
    expect(scoreRange([day(99)])).toEqual([80, 100]);
    expect(scoreRange([day(null)])).toEqual([0, 100]);
  });
  it('holds every score and is at least 20 wide', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), (scores) => {
        const [low, high] = scoreRange(scores.map((score) => day(score)));
        expect(high - low).toBeGreaterThanOrEqual(20);
        expect(low).toBeLessThanOrEqual(Math.min(...scores));
        expect(high).toBeGreaterThanOrEqual(Math.max(...scores));
        expect(low >= 0 && high <= 100).toBe(true);
      }),
    );
  });
});
