import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COMMITS_KEPT, joinCommits, type ToldCommit } from './told-commits.ts';

const NOW = 10_000_000;
/** Told newest first, as `git log` says it: commit n was made at n × 1000. */
const told = (...names: number[]): ToldCommit[] => names.map((name) => ({ sha: `c${name}`, at: name * 1000 }));

type Known = ReturnType<typeof joinCommits>['added'];
function after(known: Known, list: readonly ToldCommit[]): Known {
  const { forgetAbove, forgetBelow, added } = joinCommits(known, list, NOW);
  return [...known.filter(({ number }) => number <= forgetAbove && number >= forgetBelow), ...added];
}
const shas = (known: Known): string => known.map(({ sha }) => sha).join(' ');

it.each<[string, ToldCommit[][], string]>([
  ['a first list', [told(3, 2, 1)], 'c1 c2 c3'],
  ['the same list again', [told(3, 2, 1), told(3, 2, 1)], 'c1 c2 c3'],
  ['what goes on from it', [told(3, 2, 1), told(5, 4, 3)], 'c1 c2 c3 c4 c5'],
  ['what goes further back than is known', [told(3, 2), told(4, 3, 2, 1)], 'c2 c3 c4'],
  ['only the newest one, known already', [told(3, 2, 1), told(3)], 'c1 c2 c3'],
  ['a list with a gap before it: nobody knows what lies between', [told(3, 2, 1), told(9, 8)], 'c8 c9'],
  ['a branch that was rewritten from one of its commits on', [told(3, 2, 1), told(7, 6, 1)], 'c1 c6 c7'],
  ['a branch that was put back', [told(3, 2, 1), told(2, 1)], 'c1 c2'],
])('%s leaves what the branch has now', (_, lists, kept) => {
  expect(shas(lists.reduce(after, []))).toBe(kept);
});

it('has no commit older than the one before it, nor of the future', () => {
  const list = [
    { sha: 'd', at: NOW * 2 },
    { sha: 'c', at: 4000 },
    { sha: 'b', at: 9000 },
    { sha: 'a', at: 1000 },
  ];
  expect(joinCommits([], list, NOW).added.map(({ committedAt }) => committedAt.getTime())).toEqual([
    1000,
    9000,
    9000,
    NOW,
  ]);
  expect(
    after(after([], list.slice(2)), list.slice(0, 3))
      .at(2)
      ?.committedAt.getTime(),
  ).toBe(9000);
});

it('keeps the newest five hundred, numbered in their order, whatever was told before', () => {
  const upTo = (newest: number, count: number) => told(...Array.from({ length: count }, (_, i) => newest - i));
  const many = after(after([], upTo(450, 450)), upTo(700, 300));
  expect([many.length, many[0]?.sha, many.at(-1)?.sha]).toEqual([COMMITS_KEPT, 'c201', 'c700']);
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 })), (lists) => {
      let known: Known = [];
      for (const list of lists) {
        const one = told(...list);
        known = after(known, one);
        expect(known.at(-1)?.sha).toBe(one[0]?.sha);
        expect(new Set(known.map(({ number }) => number)).size).toBe(known.length);
        expect(known.map(({ number }) => number)).toEqual(known.map(({ number }) => number).toSorted((a, b) => a - b));
        expect(after(known, one)).toEqual(known);
      }
    }),
  );
});
