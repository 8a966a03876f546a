import { expect, it } from 'vitest';
import { gateFigures } from './gate-figures.ts';

it('gates of many repositories are counted together, the worst first, and nothing of those that are not seen', () => {
  const names = new Map([
    [1, 'acme/b'],
    [2, 'acme/a'],
    [3, 'acme/c'],
  ]);
  const counts = [
    { repoId: 1, judged: 10, failed: 2, warned: 1 },
    { repoId: 2, judged: 4, failed: 2, warned: 0 },
    { repoId: 3, judged: 5, failed: 0, warned: 5 },
    { repoId: 4, judged: 90, failed: 90, warned: 0 },
  ];
  const broken = [
    { repoId: 1, rule: 'z', failed: 2 },
    { repoId: 2, rule: 'b', failed: 1 },
    { repoId: 2, rule: 'z', failed: 1 },
    { repoId: 1, rule: 'a', failed: 1 },
    { repoId: 4, rule: 'a', failed: 90 },
  ];
  expect(gateFigures(counts, broken, (id) => names.get(id))).toEqual({
    ...{ judged: 19, failed: 4, warned: 6 },
    rules: [
      { id: 'z', failed: 3 },
      { id: 'a', failed: 1 },
      { id: 'b', failed: 1 },
    ],
    repositories: [
      { repository: 'acme/a', judged: 4, failed: 2 },
      { repository: 'acme/b', judged: 10, failed: 2 },
    ],
  });
});
