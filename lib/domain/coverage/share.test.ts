import { expect, it } from 'vitest';
import { addStates, noStates, shareOf } from './share.ts';

it.each([
  ['nothing is expected', { exempt: 4 }, 0, null],
  ['one of a thousand is missing, which is not 100', { fresh: 999, never: 1 }, 1000, 99],
  ['all is fresh, beside what is exempt', { fresh: 5, exempt: 1 }, 5, 100],
  ['what is held, failed or stale is expected, and not fresh', { fresh: 1, held: 1, failed: 1, stale: 1 }, 4, 25],
])('%s', (_, counts, expected, freshPercent) => {
  expect(shareOf({ ...noStates(), ...counts })).toMatchObject({ expected, freshPercent });
});

it('adds up by state', () => {
  const one = { ...noStates(), fresh: 2, held: 1 };
  expect(addStates([one, { ...one, never: 3 }])).toEqual({ ...noStates(), fresh: 4, held: 2, never: 3 });
});
