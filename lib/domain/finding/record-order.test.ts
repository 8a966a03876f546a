import { describe, expect, it } from 'vitest';
import { locationExample } from './observation-example.ts';
import { compareLocations, uniqueLocations, uniqueSorted } from './record-order.ts';

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

describe('uniqueLocations', () => {
  const at = (startLine: number, text?: string) =>
    locationExample({ startLine, ...(text === undefined ? {} : { around: { line: startLine, text } }) });

  it('keeps the same one of equal places, the one with code, in whatever order they come', () => {
    const places = [at(1), at(1, 'b'), at(1, 'a')];
    for (const given of [places, places.toReversed(), [places[1] ?? at(1), ...places]]) {
      expect(uniqueLocations(given)).toEqual([at(1, 'a')]);
    }
  });

  it('keeps code of the first three that have some', () => {
    const places = [at(1), at(2, 'b'), at(3, 'c'), at(4, 'd'), at(5, 'e')];
    expect(uniqueLocations(places)).toEqual([at(1), at(2, 'b'), at(3, 'c'), at(4, 'd'), at(5)]);
  });
});
