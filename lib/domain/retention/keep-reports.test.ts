import { expect, it } from 'vitest';
import { isShorter, removableReports } from './keep-reports.ts';

const now = new Date('2026-03-31T12:00:00Z');

it('a policy of days counts from now and spares current reports; none at all spares nothing; without one all stay', () => {
  expect(removableReports(null, now)).toBeNull();
  expect(removableReports(30, now)).toEqual({ before: new Date('2026-03-01T12:00:00Z'), keepCurrent: true });
  expect(removableReports(0, now)).toEqual({ before: now, keepCurrent: false });
});

it('a shorter time is one that removes more', () => {
  expect([isShorter(30, null), isShorter(30, 90), isShorter(0, 30)]).toEqual([true, true, true]);
  expect([isShorter(null, null), isShorter(null, 0), isShorter(90, 90), isShorter(90, 30)]).toEqual(
    Array(4).fill(false),
  );
});
