import { describe, expect, it } from 'vitest';
import { locationExample } from './observation-example.ts';
import { compareLocations, uniqueSorted } from './record-order.ts';

describe('uniqueSorted', () => {
  it('sorts and keeps each value once, the empty one too', () => {
    expect(uniqueSorted(['b', '', 'a', 'b', ''])).toEqual(['', 'a', 'b']);
  });
});

describe('compareLocations', () => {
  it('orders by path, line and column and is 0 only for the same place', () => {
    const places = [
      locationExample({ path: 'b' }),
      locationExample({ path: 'a', startLine: 10 }),
      locationExample({ path: 'a', startLine: 9, startColumn: 2 }),
      locationExample({ path: 'a', startLine: 9, startColumn: 1 }),
      locationExample({ path: null }),
    ];
    expect(places.toSorted(compareLocations)).toEqual(places.toReversed());
    expect(compareLocations(locationExample({ label: 'x' }), locationExample())).not.toBe(0);
  });
});
