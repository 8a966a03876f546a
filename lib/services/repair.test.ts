import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recount } from './recount.ts';
import { repair } from './repair.ts';
import { changeRepository } from './repository/change-repository.ts';
import { rollUp } from './rollup/roll-up.ts';
import { sarifOf, startHarness, tick } from './testing.ts';
import { type Line, resultsOf } from './upload/laws/harness.ts';
import { inProcessReader } from './upload/read/in-process.ts';

let harness: Awaited<ReturnType<typeof startHarness>>;
const DAY = 24 * 60;
const lines = (letters: string): Line[] => [...letters].map((key) => ({ key }));

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  for (const repo of ['acme/web', 'acme/api']) {
    await harness.deliver({ repo }, sarifOf(resultsOf(lines('abcde'))));
    await harness.deliver({ repo, ref: 'next' }, sarifOf(resultsOf(lines('abxy'))));
    tick(harness, DAY);
    await harness.deliver({ repo }, sarifOf(resultsOf(lines('abf'))));
    tick(harness, 30);
    await harness.deliver({ repo }, sarifOf(resultsOf(lines('abcf'))));
    tick(harness, 30);
    await changeRepository(harness.ctx, repo, { tracked_refs: ['next'] });
    tick(harness, 30);
  }
  await rollUp(harness);
});
afterAll(() => harness.close());

const TABLES = [
  'finding_events',
  'finding_counts',
  'repository_state',
  'repository_days',
  'uploads',
  'actions',
  'streams',
];

/** Everything that is counted, without the times of computation. */
async function stored(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of TABLES) {
    found[table] = await harness.admin.unsafe(
      `select to_jsonb(t) - '{scored_at,score_detail}'::text[] as row from ${table} t order by to_jsonb(t)::text`,
    );
  }
  return found;
}

/** The damage of an import whose transaction was written twice: the same events and counts again, some seconds later. */
async function double(repo: string): Promise<void> {
  const [row] = await harness.admin<{ id: number }[]>`select id from repositories where slug = ${repo}`;
  const id = row?.id ?? 0;
  await harness.admin`
    insert into finding_events (org_id, repo_id, at, finding_number, kind, upload, user_id, detail)
    select org_id, repo_id, at + interval '8 seconds', finding_number, kind, upload, user_id, detail
    from finding_events where repo_id = ${id} and upload in (1, 3)`;
  // An event of a change of settings: it has no upload.
  await harness.admin`
    insert into finding_events (org_id, repo_id, at, finding_number, kind, upload, user_id, detail)
    select org_id, repo_id, at + interval '8 seconds', finding_number, kind, upload, user_id, detail
    from finding_events where repo_id = ${id} and upload = 0 and kind = 'introduced'`;
  await harness.admin`update finding_counts set count = 2 * count where repo_id = ${id}`;
  await harness.admin`update repository_state set uploads = 2 * uploads, open_high = 2 * open_high where repo_id = ${id}`;
  await harness.admin`
    update repository_days set introduced = 2 * introduced, reopened = 2 * reopened, fixed = 2 * fixed, uploads = 2 * uploads
    where repo_id = ${id}`;
  await harness.admin`update uploads set introduced = 2 * introduced, fixed = 2 * fixed where repo_id = ${id} and number = 3`;
  await harness.admin`update actions set open = 2 * open where repo_id = ${id}`;
}

describe('a repair', () => {
  it('changes nothing where nothing is wrong', async () => {
    const before = await stored();
    expect(await repair(harness.sql, harness.clock.now)).toEqual({ repaired: [], differences: [] });
    expect(await stored()).toEqual(before);
  });

  it('removes what was written twice, reports it, and leaves the other repositories alone', async () => {
    const before = await stored();
    await double('acme/web');
    const wrong = (await recount(harness.sql)).differences;
    expect(new Set(wrong.map(({ table }) => table))).toEqual(
      new Set(['finding_events', 'finding_counts', 'repository_state', 'actions', 'uploads', 'repository_days']),
    );
    const result = await repair(harness.sql, harness.clock.now);
    // Differences of one table come in no order.
    const sorted = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).sort();
    expect(sorted(result.repaired)).toEqual(sorted(wrong));
    expect(result.differences).toEqual([]);
    expect(wrong.every(({ scope }) => scope.startsWith('acme/web'))).toBe(true);
    expect(await stored()).toEqual(before);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('reports what it cannot repair', async () => {
    await harness.admin`update findings set state = 'fixed' where state = 'open' and number = 1`;
    const { differences } = await repair(harness.sql, harness.clock.now);
    expect(differences.map(({ table, column }) => `${table}.${column}`)).toContain('findings.state');
  });
});
