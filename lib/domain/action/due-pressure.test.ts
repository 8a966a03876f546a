import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/domain/time.ts';
import { duePressure } from './due-pressure.ts';

const pressure = (given: number, day: number) => duePressure(0, given * DAY_MS, day * DAY_MS);

describe('the pressure of a due date', () => {
  it.each([
    [30, 0, 1],
    [30, 16, 1],
    [30, 23, 1.25],
    [30, 30, 1.5],
    [30, 36, 1.6],
    [30, 45, 1.75],
    [30, 60, 2],
    [30, 400, 2],
    [7, 0, 1.25],
  ])('given %d days, on day %d: %d', (given, day, expected) => {
    expect(pressure(given, day)).toBeCloseTo(expected, 12);
  });
  it('is none without a due date', () => {
    expect(duePressure(0, null, 1e15)).toBe(1);
  });
  it('never falls with time, and never jumps: at most 0.02 an hour', () => {
    const days = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 180 }), days, (given, day) => {
        const [now, later] = [pressure(given, day), pressure(given, day + 1 / 24)];
        expect(later).toBeGreaterThanOrEqual(now);
        expect(later - now).toBeLessThan(0.021);
        expect(now).toBeGreaterThanOrEqual(1);
        expect(later).toBeLessThanOrEqual(2);
      }),
      { numRuns: 5000 },
    );
  });
});
