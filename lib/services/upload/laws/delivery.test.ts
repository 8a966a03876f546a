import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf } from '../../testing.ts';
import { resultsOf, startFastHarness, statesOf } from './harness.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startFastHarness();
});
afterAll(() => harness.close());

const lines = (letters: string) => resultsOf([...letters].map((key) => ({ key })));

/** All permutations of the items. */
function ordersOf<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) => ordersOf(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

describe('deliveries', () => {
  it('fifty at once of one upload are one import: the same id, all but one duplicates', async () => {
    for (const params of [{ commit: 'abcdef1' }, {}, { commit: 'abcdef2', run_id: '77' }]) {
      const repo = `acme/fifty-${JSON.stringify(params).length}`;
      const all = await Promise.all(
        Array.from({ length: 50 }, () => harness.accept({ repo, ...params }, sarifOf(lines('abc')))),
      );
      expect(new Set(all.map((accepted) => accepted.upload.number)).size).toBe(1);
      expect(all.filter((accepted) => !accepted.duplicate)).toHaveLength(1);
      const upload = all.find((accepted) => !accepted.duplicate)?.upload;
      expect(upload && (await harness.process(upload))).toMatchObject({ state: 'processed', introduced: 3 });
      const [jobs] = await harness.systemSql<{ count: number }[]>`
        select count(*)::int as count from graphile_worker._private_jobs
        where payload ->> 'repoId' = ${String(upload?.repoId)}`;
      expect(jobs?.count).toBe(1);
    }
  });

  it('five commits end in the state of the newest, in whatever order of all 120 they arrive', async () => {
    const commits = ['ab', 'bcd', 'de', 'aef', 'ceg'].map((letters, index) => ({
      letters,
      commit: `abcdef${index}`,
      started_at: new Date(harness.clock.now.getTime() - (10 - index) * 60_000).toISOString(),
    }));
    const endOf = async (order: typeof commits, index: number) => {
      const repo = `acme/order-${index}`;
      for (const { letters, ...params } of order) await harness.deliver({ repo, ...params }, sarifOf(lines(letters)));
      const states = await statesOf(harness.sql, repo);
      return Object.keys(states).filter((key) => states[key] === 'open');
    };
    const orders = ordersOf(commits);
    expect(orders).toHaveLength(120);
    for (let at = 0; at < orders.length; at += 5) {
      const ends = await Promise.all(orders.slice(at, at + 5).map((order, index) => endOf(order, at + index)));
      for (const end of ends) expect(end).toEqual(['c', 'e', 'g']);
    }
  }, 120_000);
});
