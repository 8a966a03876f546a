import { describe, expect, it } from 'vitest';
import { facetValues } from './finding-facets.ts';

describe('the values of a facet', () => {
  const counts = new Map([
    ['a', 9],
    ['b', 8],
    ['c', 7],
    ['d', 1],
  ]);

  it('are those with the most, and every chosen one with its count', () => {
    const shown = facetValues(counts, ['d'], { limit: 2 });
    expect(shown.map(({ value, count, selected }) => [value, count, selected])).toEqual([
      ['a', 9, false],
      ['b', 8, false],
      ['d', 1, true],
    ]);
  });
});
