import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packScoreParts, unpackScoreParts } from './score-parts.ts';

const list = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 40 });

describe('parts of a score', () => {
  it('are read as they were written, gains that are not kept too', () => {
    fc.assert(
      fc.property(list, list, fc.option(list), (waterfall, categories, coverageGains) => {
        const parts = { waterfall, categories, coverageGains };
        expect(unpackScoreParts(packScoreParts(parts))).toEqual(parts);
      }),
    );
  });

  it('are not made up where bytes are missing', () => {
    const bytes = packScoreParts({ waterfall: [-1, -2], categories: [3], coverageGains: null });
    expect(() => unpackScoreParts(bytes.subarray(0, -1))).toThrow(RangeError);
  });
});
