import { expect, it } from 'vitest';
import { addDays } from '#lib/domain/time.ts';
import { reminderOf } from './reminder.ts';

const START = new Date('2026-03-02T09:00:00Z');

/** Days since the start on which a reminder goes out, looking once an hour. */
function remindersOf(days: number): [number, number][] {
  const expiresAt = addDays(START, days);
  const sent: [number, number][] = [];
  let reminded = 0;
  for (let hour = 0; hour < days * 24; hour += 1) {
    const kind = reminderOf({ expiresAt, since: START, reminded }, addDays(START, hour / 24));
    if (kind === null) continue;
    reminded = kind;
    sent.push([hour / 24, kind]);
  }
  return sent;
}

it.each([
  [
    90,
    [
      [76, 14],
      [87, 3],
    ],
  ],
  [14, [[11, 3]]],
  [
    15,
    [
      [1, 14],
      [12, 3],
    ],
  ],
  [2, []],
])('an exception of %i days is told of 14 and 3 days before its end, once each', (days, reminders) => {
  expect(remindersOf(days)).toEqual(reminders);
});

it('one whose first reminder was missed gets the second one only', () => {
  const at = { expiresAt: addDays(START, 90), since: START, reminded: 0 };
  expect(reminderOf(at, addDays(START, 88))).toBe(3);
  expect(reminderOf({ ...at, reminded: 3 }, addDays(START, 89))).toBeNull();
});
