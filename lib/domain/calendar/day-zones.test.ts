import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '#lib/domain/time.ts';
import { dayAfter, dayBefore } from '#lib/domain/trend/buckets.ts';
import { type DayZones, dayAt, dayEnd, dayStart, daysWithStarts, latestZone, withZone } from './day-zones.ts';

const at = (text: string): Date => new Date(text);
const startOf = (zones: DayZones, day: string): string => dayStart(zones, day).toISOString();
const hours = (zones: DayZones, day: string): number =>
  (dayEnd(zones, day).getTime() - dayStart(zones, day).getTime()) / HOUR_MS;

describe('days of an organization', () => {
  it('are those of UTC until a zone is chosen', () => {
    expect(dayAt([], at('2026-11-30T23:59:59.999Z'))).toBe('2026-11-30');
    expect(startOf([], '2026-11-30')).toBe('2026-11-30T00:00:00.000Z');
    expect(latestZone([])).toBe('UTC');
    expect(withZone([], 'UTC', at('2026-11-30T08:00:00Z'))).toEqual([]);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Asia/Kolkata', '2026-10-25', 24],
    ['Asia/Kathmandu', '2026-10-25', 24],
  ])('have in %s on %s %d hours', (timeZone, day, length) => {
    const zones = withZone([], timeZone, at('2026-01-10T09:00:00Z'));
    expect(hours(zones, day)).toBe(length);
    expect(dayAt(zones, dayStart(zones, day))).toBe(day);
    expect(dayAt(zones, new Date(dayStart(zones, day).getTime() - 1))).toBe(dayBefore(day));
  });

  it.each([
    // West: the day that runs is as much longer.
    ['America/New_York', '2026-11-30T08:00:00Z', '2026-12-01', '2026-12-01T05:00:00.000Z', 29],
    // East: shorter.
    ['Asia/Kolkata', '2026-11-30T08:00:00Z', '2026-12-01', '2026-11-30T18:30:00.000Z', 18.5],
    // It is the next day there already: that one comes an hour later, and the rest of it is its own.
    ['Pacific/Kiritimati', '2026-11-30T12:00:00Z', '2026-12-01', '2026-11-30T13:00:00.000Z', 13],
    // Within the last hour nothing changes any more: the next day is still one of UTC, but for its end.
    ['Asia/Kolkata', '2026-11-30T23:30:00Z', '2026-12-02', '2026-12-01T18:30:00.000Z', 18.5],
  ])('change to %s at %s with %s, which starts at %s', (timeZone, now, since, startsAt, before) => {
    const zones = withZone([], timeZone, at(now));
    expect(zones).toEqual([{ since, startsAt, timeZone }]);
    expect(hours(zones, dayBefore(since))).toBe(before);
  });

  it('come all where the other end of the world is chosen: a day that has passed there has its hour', () => {
    const west = withZone([], 'Etc/GMT+12', at('2026-11-01T00:00:00Z'));
    const both = withZone(west, 'Pacific/Kiritimati', at('2026-12-01T10:30:00Z'));
    expect(both.at(-1)).toEqual({
      ...{ since: '2026-12-01', startsAt: '2026-12-01T11:30:00.000Z', timeZone: 'Pacific/Kiritimati' },
    });
    expect(startOf(both, '2026-12-02')).toBe('2026-12-01T12:30:00.000Z');
    expect(startOf(both, '2026-12-03')).toBe('2026-12-02T10:00:00.000Z');
    expect(dayAt(both, at('2026-12-01T12:00:00Z'))).toBe('2026-12-01');
  });

  it('forget a zone that was to come, and keep one that is', () => {
    const now = at('2026-11-30T08:00:00Z');
    const first = withZone([], 'Asia/Kolkata', now);
    expect(withZone(first, 'UTC', now)).toEqual([]);
    expect(withZone(first, 'Asia/Kolkata', now)).toEqual(first);
  });

  it('keep a zone that begins within the hour, and change after it', () => {
    const first = withZone([], 'Asia/Kolkata', at('2026-11-30T08:00:00Z'));
    const later = { since: '2026-12-02', startsAt: '2026-12-02T00:00:00.000Z', timeZone: 'UTC' };
    expect(withZone(first, 'UTC', at('2026-11-30T17:30:00Z'))).toEqual([...first, later]);
  });

  it('stay where they are when a zone is known no more', () => {
    const zones = [{ since: '2026-12-01', startsAt: '2026-11-30T18:30:00.000Z', timeZone: 'Nowhere/Gone' }];
    expect(dayAt(zones, at('2026-11-30T18:29:59.999Z'))).toBe('2026-11-30');
    expect(dayAt(zones, at('2026-11-30T18:30:00Z'))).toBe('2026-12-01');
    expect(startOf(zones, '2026-12-02')).toBe('2026-12-02T00:00:00.000Z');
  });

  it('are listed with their starts', () => {
    const zones = withZone([], 'Asia/Kolkata', at('2026-11-30T08:00:00Z'));
    const { days, starts, end } = daysWithStarts(zones, '2026-11-30', '2026-12-01');
    expect(days).toEqual(['2026-11-30', '2026-12-01']);
    expect([...starts, end].map((one) => one.toISOString())).toEqual([
      ...['2026-11-30T00:00:00.000Z', '2026-11-30T18:30:00.000Z', '2026-12-01T18:30:00.000Z'],
    ]);
    expect(daysWithStarts(zones, '2026-12-01', '2026-11-30').days).toEqual([]);
  });

  it('come each once and none is lost, however often the zone changes, and what has passed stands', () => {
    const zone = fc.constantFrom(
      ...['UTC', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Kathmandu', 'Europe/Berlin', 'America/St_Johns'],
    );
    const change = fc.record({ timeZone: zone, after: fc.integer({ min: 0, max: 5 * DAY_MS }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        let now = Date.parse('2026-10-20T00:00:00Z');
        let zones: DayZones = [];
        for (const { timeZone, after } of changes) {
          now += after;
          const next = withZone(zones, timeZone, new Date(now));
          for (const back of [0, 1, HOUR_MS, 7 * HOUR_MS, 2 * DAY_MS]) {
            expect(dayAt(next, new Date(now - back))).toBe(dayAt(zones, new Date(now - back)));
          }
          expect(latestZone(next)).toBe(timeZone);
          zones = next;
        }
        for (let day = '2026-10-18'; day < dayAt(zones, new Date(now + 4 * DAY_MS)); day = dayAfter(day)) {
          const start = dayStart(zones, day).getTime();
          const length = dayEnd(zones, day).getTime() - start;
          expect(length).toBeGreaterThanOrEqual(HOUR_MS);
          expect(length).toBeLessThanOrEqual(52 * HOUR_MS);
          expect([dayAt(zones, new Date(start)), dayAt(zones, new Date(start + length - 1))]).toEqual([day, day]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
