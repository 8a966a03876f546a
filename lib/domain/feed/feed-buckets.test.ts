import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exploitFrom } from './exploit-from.ts';
import { bucketsOf, wholeBuckets } from './feed-buckets.ts';

const known = fc.record({ kev: fc.boolean(), epss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })) });
const border = fc.constantFrom(0, 0.01, 0.1, 0.5, 1);
const asked = fc.record({
  kev: fc.option(fc.boolean()),
  epssMin: fc.option(fc.oneof(border, fc.double({ min: 0, max: 1, noNaN: true }))),
});

describe('the buckets that a filter of feeds reads', () => {
  it('leave out nothing that it is about, and all of a whole bucket is', () => {
    fc.assert(
      fc.property(known, asked, (facts, filter) => {
        const { kev, epss } = facts;
        const isKev = filter.kev === null || filter.kev === kev;
        const isLikely = filter.epssMin === null || (epss !== null && epss >= filter.epssMin);
        const bucket = exploitFrom(facts);
        if (isKev && isLikely) expect(bucketsOf(filter)).toContain(bucket);
        if (filter.epssMin !== null && wholeBuckets(filter.epssMin).includes(bucket)) expect(isLikely).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('are no more than it needs', () => {
    expect(bucketsOf({ kev: true, epssMin: null })).toEqual(['kev', 'malicious']);
    expect(bucketsOf({ kev: false, epssMin: null })).toEqual([
      'none',
      'epss_low',
      'epss1',
      'epss10',
      'epss50',
      'malicious',
    ]);
    expect(bucketsOf({ kev: null, epssMin: 0.1 })).toEqual(['epss10', 'epss50', 'kev', 'malicious']);
    expect(bucketsOf({ kev: null, epssMin: 0.09 })).toEqual(['epss1', 'epss10', 'epss50', 'kev', 'malicious']);
    expect(bucketsOf({ kev: false, epssMin: 0.7 })).toEqual(['epss50', 'malicious']);
    expect(bucketsOf({ kev: null, epssMin: 0 })).not.toContain('none');
    expect(wholeBuckets(0.1)).toEqual(['epss10', 'epss50']);
    expect(wholeBuckets(0.11)).toEqual(['epss50']);
    expect(wholeBuckets(0)).toEqual(['epss_low', 'epss1', 'epss10', 'epss50']);
  });
});
