import { describe, expect, it } from 'vitest';
import { holdReason } from './hold.ts';

describe('holdReason', () => {
  const held = (closing: number, open: number, enabled = true) => holdReason({ closing, open, enabled }) !== null;

  it('holds from 20 closed findings and more than 80 % of the open ones', () => {
    expect(held(20, 24)).toBe(true);
    expect(held(19, 19)).toBe(false);
    expect(held(20, 25)).toBe(false);
    expect(held(81, 100)).toBe(true);
    expect(held(80, 100)).toBe(false);
    expect(held(1_000_000, 1_000_000)).toBe(true);
  });

  it('can be switched off, and says why it held', () => {
    expect(held(100, 100, false)).toBe(false);
    expect(holdReason({ closing: 30, open: 31, enabled: true })).toContain('30 of 31');
  });
});
