import { describe, expect, it } from 'vitest';
import { workHours } from './work-hours.ts';

const hours = (from: string, to: string) => workHours(new Date(`${from}:00Z`), new Date(`${to}:00Z`));

describe('hours of work between two times', () => {
  it.each([
    ['2026-03-02T09:00', '2026-03-02T10:30', 1.5],
    ['2026-03-02T09:00', '2026-03-02T09:00', 0],
    ['2026-03-02T10:00', '2026-03-02T09:00', 0],
    // A day has eight of them, a night none that count.
    ['2026-03-02T09:00', '2026-03-02T23:00', 8],
    ['2026-03-02T22:00', '2026-03-03T03:00', 5],
    // From Friday to Monday.
    ['2026-03-06T20:00', '2026-03-09T01:00', 5],
    ['2026-03-07T09:00', '2026-03-08T09:00', 0],
  ])('from %s to %s are %d', (from, to, expected) => {
    expect(hours(from, to)).toBe(expected);
  });
});
