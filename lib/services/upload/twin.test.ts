import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { makeTwin } from '#db/twin.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';

let harness: Harness;

beforeAll(async () => {
  const database = await testDatabase();
  await makeTwin(database);
  harness = await startHarness(database);
});
afterAll(() => harness.close());

const results = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({
    rule: `rule-${(from + index) % 5}`,
    file: `src/file-${(from + index) % 7}.ts`,
    line: 10 + index,
    code: `call(${from + index});`,
  }));

describe('an import on tables that are spread by repository', () => {
  it('does the same as on plain ones', async () => {
    for (const repo of ['acme/one', 'acme/two', 'acme/three']) {
      const first = await harness.deliver({ repo }, sarifOf(results(700)));
      expect(first).toMatchObject({ state: 'processed', introduced: 700 });
      tick(harness, 1);
      const second = await harness.deliver({ repo }, sarifOf(results(650, 50)));
      expect(second).toMatchObject({ state: 'processed', introduced: 0, fixed: 50 });
      tick(harness, 1);
      const third = await harness.deliver({ repo, label: 'other' }, sarifOf(results(20)));
      expect(third).toMatchObject({ state: 'processed', reopened: 20 });
    }
    const rows = await harness.sql<{ partition: string; count: number }[]>`
      select tableoid::regclass::text as partition, count(*)::int as count from findings group by 1`;
    expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(2100);
    expect(rows.length).toBeGreaterThan(1);
  });

  it('touches one partition only in the statements of one repository', async () => {
    const plan = await harness.sql.unsafe(
      `explain (format text) select f.number from sightings s
       join findings f on f.org_id = s.org_id and f.repo_id = s.repo_id and f.number = s.finding_number
       where s.org_id = 1 and s.repo_id = 1 and s.stream_id = 1 and s.until_upload is null and f.org_id = 1 and f.repo_id = 1`,
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    const partitions = new Set([...text.matchAll(/(findings|sightings)_part_\d/g)].map((match) => match[0]));
    expect(partitions.size).toBe(2);
  });
});
