import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tenths, tenthsAddingUp } from './tenths.ts';

describe('tenths', () => {
  it('add up to the rounded total whatever the parts are, and none is far from its own', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 7 }), (parts) => {
        const total = tenths(parts.reduce((sum, part) => sum + part, 0));
        const shown = tenthsAddingUp(parts, total);
        expect(tenths(shown.reduce((sum, part) => sum + part, 0))).toBe(total);
        for (const [index, part] of parts.entries()) expect(Math.abs((shown[index] ?? 0) - part)).toBeLessThan(0.21);
      }),
    );
  });

  it('never read minus zero', () => {
    expect(Object.is(tenths(-0.01), 0)).toBe(true);
  });
});
