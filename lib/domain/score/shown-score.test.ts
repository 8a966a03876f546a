import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeOf } from './grade.ts';
import { shownScore } from './shown-score.ts';

describe('a score as it is shown', () => {
  it.each([
    [100, 100],
    [99.99, 99.9],
    [99.8, 99.8],
    [89.96, 89.9],
    [Math.fround(87.7), 87.7],
    [75 - 1e-9, 75],
    [0, 0],
  ])('%d reads %d', (score, shown) => {
    expect(shownScore(score)).toBe(shown);
    expect(shownScore(null)).toBeNull();
  });

  it('is 100 only where nothing is lost, is never above the score, and has its grade', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 99.9998, noNaN: true }), (score) => {
        const shown = shownScore(score);
        expect(shown).toBeLessThan(100);
        expect(shown - score).toBeLessThanOrEqual(1e-4);
        expect(score - shown).toBeLessThan(0.1);
        expect(gradeOf(shown, 100)).toBe(gradeOf(score + 1e-4, 100));
      }),
      { numRuns: 10_000 },
    );
  });
});
