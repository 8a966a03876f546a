import { describe, expect, it } from 'vitest';
import { isSuperseded } from './order.ts';

describe('isSuperseded', () => {
  const at = (time: string): Date => new Date(`2026-11-23T${time}Z`);

  it('is true only for a report older than the newest applied one', () => {
    expect(isSuperseded(at('10:00:00'), at('10:00:01'))).toBe(true);
    expect(isSuperseded(at('10:00:00'), at('10:00:00'))).toBe(false);
    expect(isSuperseded(at('10:00:01'), at('10:00:00'))).toBe(false);
    expect(isSuperseded(at('10:00:00'), null)).toBe(false);
  });
});
