import { describe, expect, it } from 'vitest';
import { randomFrom } from './random.ts';

describe('random numbers of the faults', () => {
  it('are repeated by their seed, and fill the range', () => {
    const draw = (seed: number) => Array.from({ length: 1000 }, randomFrom(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(Math.min(...draw(7))).toBeLessThan(0.01);
    expect(Math.max(...draw(7))).toBeGreaterThan(0.99);
    expect(draw(7).every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
