import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestReasons } from './largest-reasons.ts';

const reason = (points: number) => ({ points, text: `by ${points}`, path: '/x' });

describe('why the score moved', () => {
  it('names the three that moved it most, whichever way, then all else', () => {
    const told = largestReasons(4.6, [-0.4, 0.1, 2, -3].map(reason), '/all');
    expect(told.map(({ points }) => points)).toEqual([-3, 2, -0.4, 6]);
    expect(told[3]).toEqual({ points: 6, text: 'everything else', path: '/all' });
  });

  it('has no line for what is nothing, nor where the score of then is not known', () => {
    expect(largestReasons(1.6, [2, 0, -0.4].map(reason), '/all')).toHaveLength(2);
    expect(largestReasons(null, [2].map(reason), '/all')).toEqual([]);
    expect(largestReasons(0, [], '/all')).toEqual([]);
  });

  it('adds up to the change, whatever happened', () => {
    const points = fc.integer({ min: -1000, max: 1000 }).map((tenth) => tenth / 10);
    fc.assert(
      fc.property(points, fc.array(points, { maxLength: 8 }), (change, all) => {
        const told = largestReasons(change, all.map(reason), '/all');
        const sum = told.reduce((total, one) => total + one.points, 0);
        expect(sum).toBeCloseTo(change, 6);
        expect(told.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
