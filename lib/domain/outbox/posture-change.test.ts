import { describe, expect, it } from 'vitest';
import { isWorthTelling } from './posture-change.ts';

const change = (before: number | null, after: number | null) => ({
  introduced: 0,
  reopened: 0,
  fixed: 0,
  score: { before, after },
});

describe('what others are told', () => {
  it.each([
    ['a score that looks the same', 71.2, 71.24, false],
    ['a score that looks different', 71.24, 71.26, true],
    ['the first score', null, 71.2, true],
    ['a score that is unknown still', null, null, false],
    ['a score of zero after none', null, 0, true],
  ])('%s', (_, before, after, told) => {
    expect(isWorthTelling(change(before, after), false)).toBe(told);
  });

  it.each(['introduced', 'reopened', 'fixed'] as const)('findings that were %s, though the score stays', (flow) => {
    expect(isWorthTelling({ ...change(50, 50), [flow]: 1 }, false)).toBe(true);
  });

  it('every move of a counter, whatever the score', () => {
    expect(isWorthTelling(change(50, 50), true)).toBe(true);
  });
});
