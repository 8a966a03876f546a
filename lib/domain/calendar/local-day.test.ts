import fc from 'fast-check';
import { expect, it } from 'vitest';
import { localTime } from '#lib/domain/digest/local-time.ts';
import { DAY_MS, dayOf } from '#lib/domain/time.ts';
import { dayAfter } from '#lib/domain/trend/buckets.ts';
import { startOfLocalDay } from './local-day.ts';

const endOfLocalDay = (day: string, zone: string): Date => startOfLocalDay(dayAfter(day), zone);

const hours = (day: string, zone: string): number =>
  (endOfLocalDay(day, zone).getTime() - startOfLocalDay(day, zone).getTime()) / 3_600_000;

it.each([
  ['UTC', '2026-11-30', '2026-11-30T00:00:00.000Z', 24],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 23],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', 25],
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
  // Clocks jump from 24:00 to 1:00.
  ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', 23],
  // Half an hour.
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', 24.5],
  ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z', 24],
])('a day in %s, %s, begins at %s and has %d hours', (zone, day, start, length) => {
  expect(startOfLocalDay(day, zone).toISOString()).toBe(start);
  expect(hours(day, zone)).toBe(length);
});

it('every instant belongs to one day, whatever the zone does to its clocks', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'America/St_Johns',
  );
  const start = Date.parse('2000-01-02T00:00:00Z');
  fc.assert(
    fc.property(zone, fc.integer({ min: 0, max: 11_000 * DAY_MS }), (timeZone, after) => {
      const at = new Date(start + after);
      const { day } = localTime(at, timeZone);
      expect(startOfLocalDay(day, timeZone).getTime()).toBeLessThanOrEqual(at.getTime());
      expect(endOfLocalDay(day, timeZone).getTime()).toBeGreaterThan(at.getTime());
      expect(dayOf(new Date(`${day}T00:00:00Z`))).toBe(day);
    }),
    { numRuns: 300 },
  );
});
