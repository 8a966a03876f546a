import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '#lib/domain/time.ts';
import { cadenceDays } from './cadence-days.ts';

const ENDS = [1, 2, 3, 4].map((day) => day * DAY_MS);
const at = (day: number, hour: number): number => day * DAY_MS + hour * HOUR_MS;
const MARK = { reported: 'r', missed: 'm', none: '-', unknown: '?' } as const;

it.each<
  [string, [day: number, hour: number, reports: number][], number | null, number | null, string, (number | null)[]]
>([
  ['nothing is known before the first report', [[2, 9, 1]], null, DAY_MS, '??rm', [null, null, 1, 0]],
  ['what came before says what is due', [], at(-1, 23), DAY_MS, '-mmm', [0, 0, 0, 0]],
  [
    'a day is missed when at its end more than one and a half intervals passed',
    [[0, 12, 2]],
    null,
    DAY_MS,
    'r-mm',
    [2, 0, 0, 0],
  ],
  ['the last report of a day counts', [[0, 13, 3]], null, DAY_MS, 'r-mm', [3, 0, 0, 0]],
  ['an hour earlier it is late by the end of the next', [[0, 11, 1]], null, DAY_MS, 'rmmm', [1, 0, 0, 0]],
  ['of what comes each week no day is missed', [[0, 9, 1]], null, 7 * DAY_MS, 'r---', [1, 0, 0, 0]],
  ['nobody can say what is missed without a rhythm', [[1, 9, 1]], at(-9, 0), null, '?r??', [0, 1, 0, 0]],
])('%s', (_, came, before, usual, states, reports) => {
  const of = new Map(came.map(([day, hour, count]) => [day, { reports: count, last: at(day, hour) }]));
  const days = cadenceDays(ENDS, of, before, usual);
  expect(days.map(({ state }) => MARK[state]).join('')).toBe(states);
  expect(days.map((day) => day.reports)).toEqual(reports);
});
