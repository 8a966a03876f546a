import { expect, it } from 'vitest';
import type { PathGain } from '#db/queries/privilege-gains.ts';
import { waysToProduction } from './ways-to-production.ts';

const person = (name: string) => ({ kind: 'person' as const, id: `user:${name}`, name });
const gain = (targetId: string, path: number, names: readonly string[], given: Partial<PathGain> = {}): PathGain => ({
  ...{ repoId: 7, fullName: 'github/acme', path, targetId, targetName: targetId, targetRepository: 'acme/web' },
  ...{ targetSystem: null, people: { count: names.length, sample: names.map(person) } },
  ...given,
});
const ways = (pathGains: readonly PathGain[], repositories: 'all' | number[] = 'all') =>
  waysToProduction({ pathGains }, { orgId: 1, repositories });

it('names once what is reached, by whatever ways, with everybody who reaches it', () => {
  const { items, total } = ways([
    gain('prod', 4, ['rosa']),
    gain('key', 5, ['ines']),
    gain('prod', 3, ['rosa', 'tomas']),
  ]);
  expect(total).toBe(2);
  expect(items).toEqual([
    {
      ...{ text: 'rosa, tomas can reach prod of acme/web alone', repository: 'github/acme' },
      path: '/privileges/paths/pth_7_4',
    },
    { text: 'ines can reach key of acme/web alone', repository: 'github/acme', path: '/privileges/paths/pth_7_5' },
  ]);
});

it('says how many more there are, and where it is the organization’s own', () => {
  const many = { count: 40, sample: ['a', 'b', 'c', 'd'].map(person) };
  const [first] = ways([gain('key', 5, [], { targetRepository: null, people: many })]).items;
  expect(first?.text).toBe('a, b, c and 37 more can reach key alone');
});

it('shows five, and counts all', () => {
  const { items, total } = ways(Array.from({ length: 9 }, (_, at) => gain(`t${at}`, at, ['rosa'])));
  expect([items.length, total]).toEqual([5, 9]);
});

it('is of what the reader sees: the system, and the one that the thing is in', () => {
  const cloud = gain('role', 6, ['rosa'], { targetSystem: 8 });
  expect(ways([cloud], [7, 8]).total).toBe(1);
  expect(ways([cloud], [7]).total).toBe(0);
  expect(ways([cloud], [8]).total).toBe(0);
  expect(ways([gain('prod', 4, ['rosa'])], []).total).toBe(0);
});

it('takes names as text of one line', () => {
  const [first] = ways([gain('prod\r\nBcc: x', 4, ['ro\u202esa'])]).items;
  expect(first?.text).toBe('ro sa can reach prod Bcc: x of acme/web alone');
});
