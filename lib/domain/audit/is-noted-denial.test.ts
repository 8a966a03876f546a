import { describe, expect, it } from 'vitest';
import { isNotedDenial } from './is-noted-denial.ts';

describe('refused requests that the audit log keeps', () => {
  it('are the first one and every power of ten', () => {
    const numbers = Array.from({ length: 100_001 }, (_, n) => n).filter(isNotedDenial);
    expect(numbers).toEqual([1, 10, 100, 1000, 10_000, 100_000]);
  });
});
