import { expect, it } from 'vitest';
import { isSuperseded } from './order.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 2, 1, 9, 0, second));
const stream = { highWaterAt: at(10), currentUpload: 7 };

it('an older report has no effect, a newer one has, and the first one always', () => {
  expect(isSuperseded({ number: 9, orderAt: at(9) }, stream)).toBe(true);
  expect(isSuperseded({ number: 1, orderAt: at(11) }, stream)).toBe(false);
  expect(isSuperseded({ number: 1, orderAt: at(0) }, { highWaterAt: null, currentUpload: null })).toBe(false);
});

it('of two reports of one time the later arrival counts, whichever is worked on last', () => {
  expect(isSuperseded({ number: 6, orderAt: at(10) }, stream)).toBe(true);
  expect(isSuperseded({ number: 7, orderAt: at(10) }, stream)).toBe(false);
  expect(isSuperseded({ number: 8, orderAt: at(10) }, stream)).toBe(false);
});
