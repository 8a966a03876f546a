import { expect, it } from 'vitest';
import { asUtcDate } from './utc-date.ts';

it.each([
  ['Tue, 12 May 2020 20:57:30', '2020-05-12T20:57:30.000Z'],
  ['2030-01-02T03:04:05', '2030-01-02T03:04:05.000Z'],
  ['2030-01-02', '2030-01-02T00:00:00.000Z'],
  ['2030-01-02T03:04:05+02:00', '2030-01-02T01:04:05.000Z'],
  ['2030-01-02T03:04:05.123456Z', '2030-01-02T03:04:05.123Z'],
  ['Tue, 12 May 2020 20:57:30 GMT', '2020-05-12T20:57:30.000Z'],
  ['mar., 12 mai 2020 20:57:30', null],
  ['yesterday', null],
  ['7', null],
  [7, null],
  [null, null],
])('reads %j as %j in every zone', (text, expected) => {
  expect(asUtcDate(text)).toBe(expected);
});
