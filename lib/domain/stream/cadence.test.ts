import { describe, expect, it } from 'vitest';
import { cadence, silence } from './cadence.ts';

const HOUR = 3_600_000;
const start = Date.parse('2026-03-02T08:00:00Z');
const every = (hours: number, count: number) =>
  Array.from({ length: count }, (_, index) => new Date(start + index * hours * HOUR));
const lastPlus = (times: Date[], hours: number) => new Date((times.at(-1)?.getTime() ?? start) + hours * HOUR);

describe('cadence', () => {
  it('says since when a daily stream is silent, in plain words', () => {
    const times = every(24, 20);
    expect(cadence(times, lastPlus(times, 9 * 24 + 3))).toMatchObject({
      state: 'silent',
      silentDays: 9,
      message: 'has not reported for 9 days (usually daily)',
    });
  });
  it('does not know a rhythm from few uploads', () => {
    expect(cadence([], new Date(start))).toEqual({ state: 'unknown' });
    expect(cadence(every(24, 3), new Date(start + 9999 * HOUR))).toEqual({ state: 'unknown' });
  });
  it('lets a weekend pass, also for a stream that reports on every push', () => {
    const daily = every(24, 20);
    expect(cadence(daily, lastPlus(daily, 74)).state).toBe('regular');
    const busy = every(1.5, 31);
    expect(cadence(busy, lastPlus(busy, 74)).state).toBe('regular');
    expect(cadence(busy, lastPlus(busy, 100))).toMatchObject({ state: 'silent', usually: 'several times a day' });
  });
  it('takes a burst of uploads as one visit', () => {
    const times = every(24, 8).flatMap((time) => [0, 1, 2, 3].map((n) => new Date(time.getTime() + n * 60_000)));
    expect(cadence(times, lastPlus(times, 1))).toMatchObject({ state: 'regular', usually: 'daily' });
  });
  it('does not depend on order and ignores what lies in the future', () => {
    const times = every(24, 10);
    const now = lastPlus(times, 24 * 8);
    expect(cadence([...times].reverse(), now)).toEqual(cadence(times, now));
    expect(cadence([...times, lastPlus(times, 1000)], now)).toEqual(cadence(times, now));
  });
  it('grows patient with a stream that has come back from a pause before, but not for ever', () => {
    const pause = [...every(24, 10), ...every(24, 10).map((time) => new Date(time.getTime() + 15 * 24 * HOUR))];
    expect(cadence(pause, lastPlus(pause, 5 * 24)).state).toBe('regular');
    expect(cadence(pause, lastPlus(pause, 9 * 24)).state).toBe('silent');
  });
});

describe('silence', () => {
  it.each([
    [6, 'several times a day'],
    [24, 'daily'],
    [72, 'every 3 days'],
    [168, 'weekly'],
    [24 * 14, 'every 2 weeks'],
    [24 * 30, 'monthly'],
    [24 * 63, 'every 9 weeks'],
  ])('names an interval of %d hours %s', (usualHours, usually) => {
    const rhythm = { lastAt: new Date(start), usualHours, longestHours: null };
    expect(silence(rhythm, new Date(start + 4 * 30 * 63 * 24 * HOUR))).toMatchObject({ state: 'silent', usually });
  });
});
