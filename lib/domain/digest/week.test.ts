import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, HOUR_MS } from '#lib/domain/time.ts';
import { isTimeZone, localTime } from './local-time.ts';
import { dueWeek, isoWeek } from './week.ts';

const MONDAY = { weekday: 1, hour: 7, timeZone: 'UTC' };
const EVER = new Date('2020-01-01T00:00:00Z');
const at = (text: string): Date => new Date(text);

describe('the week by ISO 8601', () => {
  it('belongs to the year of its Thursday', () => {
    const weeks = ['2026-11-29', '2026-11-30', '2027-01-03', '2027-01-04', '2024-12-30', '2020-12-31', '2021-01-01'];
    expect(weeks.map(isoWeek)).toEqual([
      '2026-W48',
      '2026-W49',
      '2026-W53',
      '2027-W01',
      '2025-W01',
      '2020-W53',
      '2020-W53',
    ]);
  });
});

describe('the clock where somebody is', () => {
  it('shows their day and hour', () => {
    expect(localTime(at('2026-11-29T23:30:00Z'), 'Asia/Kolkata')).toEqual({ day: '2026-11-30', hour: 5, minute: 0 });
    expect(localTime(at('2026-11-30T00:00:00Z'), 'UTC')).toEqual({ day: '2026-11-30', hour: 0, minute: 0 });
    expect(localTime(at('2026-11-30T09:30:00Z'), 'Pacific/Honolulu')).toMatchObject({ day: '2026-11-29', hour: 23 });
  });

  it('is that of UTC in a zone that nobody knows', () => {
    expect(localTime(at('2026-11-30T09:30:00Z'), 'Mars/Olympus')).toMatchObject({ day: '2026-11-30', hour: 9 });
    expect(['Europe/Berlin', 'UTC', 'Etc/GMT+12'].map(isTimeZone)).toEqual([true, true, true]);
    expect(['', 'Mars/Olympus', '+01:00', 'Europe/Berlin\n', 'a'.repeat(99)].map(isTimeZone)).not.toContain(true);
  });
});

describe('the week whose digest is due', () => {
  it('is this one from its hour on, however late', () => {
    expect(dueWeek(MONDAY, EVER, at('2026-11-30T06:59:00Z'))).toBeNull();
    expect(dueWeek(MONDAY, EVER, at('2026-11-30T07:00:00Z'))).toBe('2026-W49');
    expect(dueWeek(MONDAY, EVER, at('2026-12-06T23:59:00Z'))).toBe('2026-W49');
  });

  it('is the one before for two days, when its hour came and nothing ran', () => {
    const sunday = { ...MONDAY, weekday: 7, hour: 23 };
    expect(dueWeek(sunday, EVER, at('2026-12-06T22:59:00Z'))).toBeNull();
    expect(dueWeek(sunday, EVER, at('2026-12-07T01:00:00Z'))).toBe('2026-W49');
    expect(dueWeek(sunday, EVER, at('2026-12-08T23:00:00Z'))).toBe('2026-W49');
    expect(dueWeek(sunday, EVER, at('2026-12-08T23:01:00Z'))).toBeNull();
  });

  it('is none from before somebody began to get digests', () => {
    expect(dueWeek(MONDAY, at('2026-11-30T07:00:00Z'), at('2026-12-01T09:00:00Z'))).toBe('2026-W49');
    expect(dueWeek(MONDAY, at('2026-11-30T07:01:00Z'), at('2026-12-01T09:00:00Z'))).toBeNull();
    expect(dueWeek(MONDAY, at('2026-11-30T07:01:00Z'), at('2026-12-07T09:00:00Z'))).toBe('2026-W50');
  });

  it('comes at the hour of the clock where somebody is, also when that hour is skipped or comes twice', () => {
    const berlin = { weekday: 7, hour: 2, timeZone: 'Europe/Berlin' };
    // 29 March 2026: from 02:00 at once to 03:00. 25 October: 02:00 to 03:00 comes twice.
    expect(dueWeek(berlin, EVER, at('2026-03-29T00:59:00Z'))).toBeNull();
    expect(dueWeek(berlin, EVER, at('2026-03-29T01:00:00Z'))).toBe('2026-W13');
    expect(dueWeek(berlin, EVER, at('2026-10-24T23:59:00Z'))).toBeNull();
    expect(dueWeek(berlin, EVER, at('2026-10-25T00:00:00Z'))).toBe('2026-W43');
    expect(dueWeek(berlin, EVER, at('2026-10-25T01:30:00Z'))).toBe('2026-W43');
  });
});

const zone = fc.constantFrom(
  'UTC',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
);
const schedule = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  hour: fc.integer({ min: 0, max: 23 }),
  timeZone: zone,
});
const hours = fc.integer({ min: 0, max: 24 * 365 });
const START = at('2026-01-01T00:00:00Z');
const hourOf = (hour: number): Date => new Date(START.getTime() + hour * HOUR_MS);

/** The weeks that are due in some hours, in their order; each once, as it is made once. */
const weeksOver = (from: number, to: number, wish: (hour: number) => Parameters<typeof dueWeek>[0]): Set<string> => {
  const made = new Set<string>();
  for (let hour = from; hour <= to; hour += 1) {
    const week = dueWeek(wish(hour), EVER, hourOf(hour));
    if (week !== null) made.add(week);
  }
  return made;
};

describe('over a year', () => {
  it('every week has one digest, whatever the schedule', () => {
    fc.assert(
      fc.property(schedule, hours, (wish, from) => {
        const weeks = weeksOver(from, from + 24 * 21, () => wish);
        expect([3, 4]).toContain(weeks.size);
        const [first, second, third] = [...weeks];
        expect(
          [first, second, third]
            .map((week) => week?.slice(0, 6))
            .every((prefix) => prefix === '2026-W' || prefix === '2027-W'),
        ).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('no change of time zone makes a second one of a week, or loses a week', () => {
    fc.assert(
      fc.property(schedule, zone, hours, (wish, timeZone, change) => {
        const weeks = weeksOver(change - 24 * 10, change + 24 * 11, (hour) =>
          hour < change ? wish : { ...wish, timeZone },
        );
        // Sets hold no week twice; what is left to show is that none is missing between the first and the last.
        const sorted = [...weeks].sort();
        const monday = (week: string | undefined): number => {
          const [year = '', number = ''] = (week ?? '').split('-W');
          const jan4 = new Date(Date.UTC(Number(year), 0, 4));
          return addDays(jan4, (Number(number) - 1) * 7 - ((jan4.getUTCDay() + 6) % 7)).getTime();
        };
        const span = (monday(sorted.at(-1)) - monday(sorted[0])) / (7 * 24 * HOUR_MS);
        expect(sorted.length).toBe(span + 1);
        expect(sorted.length).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 25 },
    );
  });
});
