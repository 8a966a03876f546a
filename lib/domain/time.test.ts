import { describe, expect, it } from 'vitest';
import { addDays, afterLatest, dayOf, daysBetween, monthsFrom, startOfDay } from './time.ts';

const at = new Date('2026-02-28T23:59:59.999Z');

describe('days', () => {
  it('are those of UTC, wherever the machine stands', () => {
    expect(dayOf(at)).toBe('2026-02-28');
    expect(dayOf(new Date('2026-02-28T23:30:00-02:00'))).toBe('2026-03-01');
    expect(startOfDay(at).toISOString()).toBe('2026-02-28T00:00:00.000Z');
    expect(startOfDay(startOfDay(at))).toEqual(startOfDay(at));
  });

  it('are counted in parts, forwards and backwards', () => {
    expect(addDays(at, 1).toISOString()).toBe('2026-03-01T23:59:59.999Z');
    expect(daysBetween(at, addDays(at, -1.5))).toBe(-1.5);
  });
});

describe('history', () => {
  it('goes on after its latest entry, and at the time it is where that lies before', () => {
    expect(afterLatest(at, null)).toEqual(at);
    expect(afterLatest(at, addDays(at, -1))).toEqual(at);
    expect(afterLatest(at, at).toISOString()).toBe('2026-03-01T00:00:00.000Z');
    expect(afterLatest(at, addDays(at, 1)).getTime()).toBe(addDays(at, 1).getTime() + 1);
  });
});

describe('months', () => {
  it('begin on their first day, both ends included', () => {
    expect(monthsFrom(new Date('2025-11-30T23:00:00Z'), new Date('2026-02-01T00:00:00Z'))).toEqual([
      '2025-11-01',
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
    ]);
    expect(monthsFrom(at, at, 1)).toEqual(['2026-02-01', '2026-03-01']);
    expect(monthsFrom(at, new Date('2026-01-01T00:00:00Z'))).toEqual([]);
  });
});
