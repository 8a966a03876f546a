import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '#lib/domain/time.ts';
import { silence } from './silence.ts';

const lastAt = new Date('2026-03-02T08:00:00Z');
const silenceAfter = (hours: number, usualHours: number): string | null =>
  silence({ lastAt, usualHours }, new Date(lastAt.getTime() + hours * HOUR_MS));

describe('silence', () => {
  it('says since when a stream is silent, in plain words', () => {
    expect(silenceAfter(9 * 24 + 3, 24)).toBe('has not reported for 9 days (usually daily)');
  });

  it('lets a weekend pass, also for a stream that reports on every push', () => {
    expect([silenceAfter(80, 1.5), silenceAfter(81, 1.5)]).toEqual([null, expect.stringContaining('3 days')]);
  });

  it('waits three of the usual intervals', () => {
    expect([silenceAfter(3 * 48, 48), silenceAfter(3 * 48 + 1, 48)]).toEqual([null, expect.stringContaining('6 days')]);
  });

  it.each([
    [6, 'several times a day'],
    [24, 'daily'],
    [72, 'every 3 days'],
    [168, 'weekly'],
    [24 * 14, 'every 2 weeks'],
    [24 * 30, 'monthly'],
    [24 * 63, 'every 9 weeks'],
  ])('names an interval of %d hours %s', (usualHours, usually) => {
    expect(silenceAfter(4 * 63 * 24, usualHours)).toContain(`(usually ${usually})`);
  });
});
