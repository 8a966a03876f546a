import { describe, expect, it } from 'vitest';
import { COUNT_LIMIT, counterTotal, totalOf } from './total.ts';

describe('a total', () => {
  it('is exact at any size where counters know it', () => {
    expect(counterTotal(12_048)).toEqual({ value: 12_048, relation: 'exact' });
  });
  it('is exact up to where counting stops', () => {
    expect(totalOf(0)).toEqual({ value: 0, relation: 'exact' });
    expect(totalOf(COUNT_LIMIT)).toEqual({ value: 10_000, relation: 'exact' });
    expect(totalOf(COUNT_LIMIT + 1)).toEqual({ value: 10_000, relation: 'at_least' });
  });
});
