import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shownParts } from './shown-parts.ts';

it('parts in tenths add up to the whole as it is shown, and stay near', () => {
  const part = fc.double({ min: -40, max: 40, noNaN: true });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), fc.integer({ min: -1, max: 1 }), (parts, cut) => {
      const whole = Math.round(parts.reduce((sum, one) => sum + one, 0) * 10 + cut) / 10;
      const shown = shownParts(parts, whole);
      expect(shown.reduce((sum, one) => sum + Math.round(one * 10), 0)).toBe(Math.round(whole * 10) || 0);
      const far = shown.filter((one, index) => Math.abs(one - (parts[index] ?? 0)) > 0.1000001);
      expect(far.length).toBeLessThanOrEqual(1);
    }),
  );
});

it('rounds those first that are nearest to the other tenth', () => {
  expect(shownParts([1.04, 2.03, -0.02], 3.1)).toEqual([1.1, 2, 0]);
  expect(shownParts([0.04, 0.04], 0)).toEqual([0, 0]);
  expect(shownParts([], 0)).toEqual([]);
});
