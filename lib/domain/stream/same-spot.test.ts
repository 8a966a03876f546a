import { describe, expect, it } from 'vitest';
import { pairSameSpots } from './same-spot.ts';

const spot = (id: number, line: number | null = id, ruleId = 'r', path: string | null = 'a.py') => ({
  number: id,
  index: id,
  ruleId,
  path,
  line,
});
const ten = Array.from({ length: 10 }, (_, index) => spot(index, index + 1));

describe('pairSameSpots', () => {
  it('knows findings again when only their keys changed', () => {
    const now = ten.map((finding) => ({ ...finding, index: finding.index + 100 }));
    expect(pairSameSpots(ten, now, 0)).toEqual(ten.map(({ number }) => ({ number, index: number + 100 })));
  });

  it('still does when a few differ, and leaves these', () => {
    const now = ten.map((finding, index) => (index === 3 ? { ...finding, line: 99 } : finding));
    expect(pairSameSpots(ten, now, 0)).toHaveLength(9);
  });

  it('pairs nothing when most findings kept their keys, moved elsewhere, or other rules were broken', () => {
    expect(pairSameSpots(ten, ten, 11)).toEqual([]);
    expect(
      pairSameSpots(
        ten,
        ten.map((finding) => ({ ...finding, path: 'b.py' })),
        0,
      ),
    ).toEqual([]);
    expect(
      pairSameSpots(
        ten,
        ten.map((finding) => ({ ...finding, ruleId: 'other' })),
        0,
      ),
    ).toEqual([]);
    expect(pairSameSpots(ten, ten.slice(0, 5), 0)).toEqual([]);
    expect(pairSameSpots([], ten, 0)).toEqual([]);
  });

  it('never takes one secret for another: two values that are known and differ are two', () => {
    const value = (id: number, byValue: boolean) => ({ ...spot(id, 5), byValue });
    expect(pairSameSpots([value(1, true)], [value(2, true)], 0)).toEqual([]);
    // The scanner began, or ceased, to hide the value.
    expect(pairSameSpots([value(1, true)], [value(2, false)], 0)).toEqual([{ number: 1, index: 2 }]);
    expect(pairSameSpots([value(1, false)], [value(2, true)], 0)).toEqual([{ number: 1, index: 2 }]);
  });

  it('does not pair where two share a place or the place is unknown', () => {
    expect(pairSameSpots([spot(1, 5), spot(2, 5)], [spot(3, 5), spot(4, 5)], 0)).toEqual([]);
    expect(pairSameSpots([spot(1, null)], [spot(2, null)], 0)).toEqual([]);
  });
});
