import { describe, expect, it } from 'vitest';
import { type HoldFacts, holdReason } from './hold.ts';

describe('holdReason', () => {
  const facts = { enabled: true, released: false, confirmableAt: new Date('2026-03-02T09:10:30Z') };
  const held = (closing: number, open: number, other: Partial<HoldFacts> = {}) =>
    holdReason({ ...facts, closing, open, ...other }) !== null;

  it('holds from 20 closed findings and more than 80 % of the open ones', () => {
    expect(held(20, 24)).toBe(true);
    expect(held(19, 19)).toBe(false);
    expect(held(20, 25)).toBe(false);
    expect(held(81, 100)).toBe(true);
    expect(held(80, 100)).toBe(false);
    expect(held(1_000_000, 1_000_000)).toBe(true);
  });

  it('passes what a person released; can be switched off; says why it held and from when on it may be confirmed', () => {
    expect(held(100, 100, { enabled: false })).toBe(false);
    expect(held(100, 100, { released: true })).toBe(false);
    expect(holdReason({ ...facts, closing: 30, open: 31 })).toMatch(/30 of 31 .* from 2026-03-02 09:10 UTC on/);
  });
});
