import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movements } from './movements.ts';

const points = fc.double({ min: -40, max: 40, noNaN: true });
const tenth = fc.integer({ min: -1000, max: 1000 }).map((tenths) => tenths / 10);
const whole = (value: number): number => Math.round(Number(value.toFixed(1)) * 10);

describe('what moved a score', () => {
  it('adds up to the change as it is shown, whatever moved it', () => {
    fc.assert(
      fc.property(
        fc.array(points, { maxLength: 20 }),
        tenth,
        fc.integer({ min: 1, max: 8 }),
        (parts, change, limit) => {
          const { shown, rest } = movements(
            parts.map((each) => ({ points: each })),
            change,
            limit,
          );
          expect(shown.length).toBeLessThanOrEqual(limit);
          expect(shown.reduce((sum, one) => sum + whole(one.points), 0) + whole(rest)).toBe(whole(change));
          for (const one of shown) expect(Math.abs(one.points - one.item.points)).toBeLessThanOrEqual(0.0500001);
          expect(shown.every((one) => one.points !== 0)).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });
  it('tells of what joined, however little it moved', () => {
    expect(movements([{ points: 0, joined: true }], 0, 3).shown).toHaveLength(1);
  });
  it('shows the largest, whatever their sign, and has no rest where the change is not known', () => {
    const parts = [0.04, -2, 0.3, 1].map((each) => ({ points: each }));
    expect(movements(parts, -0.4, 2)).toEqual({
      shown: [
        { item: { points: -2 }, points: -2 },
        { item: { points: 1 }, points: 1 },
      ],
      rest: 0.6,
    });
    expect(movements(parts, null, 2).rest).toBe(0);
  });
});
