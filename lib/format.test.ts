import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeOf } from '#lib/domain/score/grade.ts';
import {
  formatAge,
  formatAgeLong,
  formatBytes,
  formatClock,
  formatCompact,
  formatCount,
  formatDate,
  formatDay,
  formatDuration,
  formatExact,
  formatList,
  formatNumber,
  formatPercent,
  formatScore,
  formatSigned,
} from './format.ts';

const now = Date.UTC(2026, 10, 23, 8, 0, 0);
const ago = (ms: number) => formatAge(now - ms, now);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('numbers', () => {
  it('groups thousands and uses a true minus sign', () => {
    expect(formatNumber(1234567)).toBe('1,234,567');
    expect(formatNumber(-6.14, 1)).toBe('−6.1');
    expect(formatSigned(3.5)).toBe('+3.5');
    expect(formatSigned(-6.1)).toBe('−6.1');
  });
  it('never writes a signed zero', () => {
    expect(formatSigned(0.01)).toBe('0.0');
    expect(formatSigned(-0.01)).toBe('0.0');
    expect(formatNumber(-0.2)).toBe('0');
  });
  it('shows the absence of a number as a dash, not as zero', () => {
    expect(formatNumber(null)).toBe('–');
    expect(formatPercent(null)).toBe('–');
    expect(formatBytes(null)).toBe('–');
    expect(formatNumber(Number.NaN)).toBe('–');
  });
  it('rounds a score, but not up to 100, into a better grade or down to nothing', () => {
    expect(formatScore(47.3)).toBe('47');
    expect(formatScore(100)).toBe('100');
    expect(formatScore(99.8)).toBe('99.8');
    expect(formatScore(99.97)).toBe('99.9');
    expect(formatScore(99.2)).toBe('99');
    expect(formatScore(89.5)).toBe('89.5');
    expect(formatScore(90.4)).toBe('90');
    expect(formatScore(0)).toBe('0');
    expect(formatScore(0.3)).toBe('0.3');
    expect(formatScore(null)).toBe('–');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (score) => {
        const shown = Number(formatScore(score));
        expect(Math.abs(shown - score)).toBeLessThanOrEqual(0.5);
        expect(shown === 100).toBe(score === 100);
        expect(gradeOf(Math.max(shown, 0), 100)).toBe(gradeOf(score, 100));
      }),
      { numRuns: 2000 },
    );
  });
  it('shortens without rounding up to a wrong unit', () => {
    expect(formatCompact(999)).toBe('999');
    expect(formatCompact(1200)).toBe('1.2 k');
    expect(formatCompact(999_949)).toBe('1,000 k');
    expect(formatCompact(1_250_000)).toBe('1.3 M');
  });
  it('pluralises, and says when a count stopped early', () => {
    expect(formatCount(1, 'finding')).toBe('1 finding');
    expect(formatCount(0, 'finding')).toBe('0 findings');
    expect(formatCount(2, 'repository', 'repositories')).toBe('2 repositories');
    expect(formatCount(10000, 'finding', 'findings', true)).toBe('10,000+ findings');
  });
  it('calls only everything 100 % and only nothing 0 %', () => {
    expect(formatPercent(0.999)).toBe('99 %');
    expect(formatPercent(1)).toBe('100 %');
    expect(formatPercent(0.001)).toBe('< 1 %');
    expect(formatPercent(0)).toBe('0 %');
    expect(formatPercent(0.714, 1)).toBe('71.4 %');
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (share) => {
        expect(['0 %', '100 %']).not.toContain(formatPercent(share));
      }),
    );
  });
  it('writes sizes in powers of 1000', () => {
    expect(formatBytes(512)).toBe('512 B');
    expect(formatBytes(97_200_000)).toBe('97.2 MB');
    expect(formatBytes(999_999)).toBe('1.0 MB');
  });
});

describe('times', () => {
  it('gives short ages in the largest unit that fits', () => {
    expect(ago(20_000)).toBe('now');
    expect(ago(5 * MINUTE)).toBe('5 min');
    expect(ago(2 * HOUR)).toBe('2 h');
    expect(ago(9 * DAY)).toBe('9 d');
    expect(ago(90 * DAY)).toBe('90 d');
    expect(ago(180 * DAY)).toBe('6 mo');
    expect(ago(500 * DAY)).toBe('16 mo');
    expect(ago(800 * DAY)).toBe('2 y');
  });
  it('speaks of the future as the future', () => {
    expect(ago(-2 * DAY)).toBe('in 2 d');
    expect(ago(-90 * DAY)).toBe('in 90 d');
    expect(ago(-(2 * DAY - MINUTE))).toBe('in 2 d');
    expect(formatAgeLong(now + HOUR, now)).toBe('in 1 hour');
    expect(formatAgeLong(now - 9 * DAY, now)).toBe('9 days ago');
  });
  it('is never wrong by more than a unit that has passed, or by half a unit of what is to come', () => {
    const size: Record<string, number> = { min: MINUTE, h: HOUR, d: DAY, mo: 30.4375 * DAY, y: 365.25 * DAY };
    fc.assert(
      fc.property(fc.integer({ min: -2000 * DAY, max: 2000 * DAY }), (span) => {
        const [, amount = '0', unit = 'min'] = /(\d+) (\w+)$/.exec(ago(span)) ?? [];
        const error = Math.abs(span) / (size[unit] ?? 1) - Number(amount);
        const isRounded = span < 0 || unit === 'mo' || unit === 'y';
        if (ago(span) === 'now') expect(Math.abs(span)).toBeLessThan(MINUTE);
        else if (isRounded) expect(Math.abs(error)).toBeLessThanOrEqual(0.5);
        else expect(error >= 0 && error < 1).toBe(true);
      }),
    );
  });
  it('answers an unreadable time with a dash instead of failing', () => {
    expect(formatAge('not a date', now)).toBe('–');
    expect(formatDate('')).toBe('–');
    expect(formatExact('x')).toBe('–');
    expect(formatAgeLong('x', now)).toBe('unknown time');
  });
  it('writes days in UTC unless told otherwise', () => {
    expect(formatDay('2026-11-16T23:30:00Z')).toBe('16 Nov');
    expect(formatDay('2026-09-16')).toBe('16 Sep');
    expect(formatDate('2026-11-16T23:30:00Z', 'Europe/Berlin')).toBe('17 Nov 2026');
    expect(formatExact('2026-11-16T08:16:38Z', 'UTC')).toContain('08:16:38 UTC');
  });
  it('gives a time of day, with the day when that is not today', () => {
    const late = Date.UTC(2026, 10, 16, 23, 30);
    expect(formatClock(Date.UTC(2026, 10, 16, 7, 51), late, 'UTC')).toBe('07:51');
    expect(formatClock(Date.UTC(2026, 10, 15, 23, 59), late, 'UTC')).toBe('15 Nov, 23:59');
    expect(formatClock(Date.UTC(2026, 10, 16, 7, 51), late, 'Europe/Berlin')).toBe('16 Nov, 08:51');
    expect(formatClock('x', late)).toBe('–');
  });
  it('gives durations with at most two units', () => {
    expect(formatDuration(13)).toBe('13 ms');
    expect(formatDuration(1300)).toBe('1.3 s');
    expect(formatDuration(260_000)).toBe('4 min 20 s');
    expect(formatDuration(7_500_000)).toBe('2 h 5 min');
    expect(formatDuration(3_600_000)).toBe('1 h');
  });
});

describe('text', () => {
  it('lists few by name and counts the rest', () => {
    expect(formatList([])).toBe('');
    expect(formatList(['a'])).toBe('a');
    expect(formatList(['a', 'b', 'c'])).toBe('a, b and c');
    expect(formatList(['a', 'b', 'c', 'd', 'e'])).toBe('a, b and 3 more');
  });
});
