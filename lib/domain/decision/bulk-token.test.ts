import { expect, it } from 'vitest';
import { bulkDifference, bulkToken } from './bulk-token.ts';

const of = (...numbers: number[]) => numbers.map((number) => ({ repoId: 7, number }));

it('a token stands for the findings of a preview, in any order', () => {
  expect(bulkDifference(bulkToken(of(1, 2, 30)), of(30, 1, 2))).toBeNull();
});

it.each([
  [of(1, 2, 3), 'It is 3 findings now, 1 more than the 2 of the preview.'],
  [of(1), 'It is 1 finding now, 1 fewer than the 2 of the preview.'],
  [of(1, 3), 'It is 2 findings as before, but not the same ones any more.'],
])('what changed meanwhile is told: %j', (now, words) => {
  expect(bulkDifference(bulkToken(of(1, 2)), now)).toBe(words);
});

it('a text that is no token is refused', () => {
  expect(bulkDifference('x', of(1))).toContain('token');
});
