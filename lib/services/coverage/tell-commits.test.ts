import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { commitsTold } from '#lib/contracts/branch-commits.ts';
import { coverageParams } from '#lib/contracts/coverage.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { getCommits } from '#lib/views/coverage/get-commits.ts';
import { getCoverage } from '#lib/views/coverage/get-coverage.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { recount } from '../recount.ts';
import { changeRepository } from '../repository/change-repository.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { tellCommits } from './tell-commits.ts';

let harness: Harness;
let ctx: Context;
const DAY = 1440;
const REPO = 'acme/web';
const sha = (number: number): string => number.toString(16).padStart(3, '0').padEnd(40, 'c');

/** Commit n was made on day n of the test. */
const START = Date.parse('2026-03-02T09:00:00Z');
const made = (number: number) => new Date(START + number * 86_400_000).toISOString();
const tell = (numbers: number[], more: object = {}) =>
  tellCommits(
    ctx,
    commitsTold.parse({ repo: REPO, commits: numbers.map((n) => ({ id: sha(n), at: made(n) })), ...more }),
  );
const scan = (commit: string | undefined, pipeline = 'ci') =>
  harness.deliver(
    { repo: REPO, pipeline, ...(commit === undefined ? {} : { commit }) },
    sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }]),
  );

/** How code stands, as every screen and the score say it. */
async function sast() {
  const { items } = await getCoverage(ctx, coverageParams.parse({ q: REPO }));
  const cell = items[0]?.cells.find(({ category }) => category === 'sast');
  const { repository, score } = await getRepository(ctx, REPO);
  const shown = repository.coverage.find(({ category }) => category === 'sast')?.state;
  const stale = (await getRepositories(ctx, repositoryListParams.parse({ stale: 'sast' }))).items.length === 1;
  const one = (await getCommits(ctx, REPO)).categories.find(({ category }) => category === 'sast');
  expect([shown, stale]).toEqual([cell?.state, cell?.state === 'stale']);
  expect(cell?.unscanned_since ?? null).toBe(one?.unscanned_since ?? null);
  return {
    state: cell?.state,
    confidence: score.categories.find(({ category }) => category === 'sast')?.confidence,
    unscanned: one?.unscanned.map(({ id }) => Number.parseInt(id.slice(0, 3), 16)) ?? [],
    total: one?.unscanned_total,
    since: one?.unscanned_since,
  };
}

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
});
afterAll(() => harness.close());

describe('commits of the default branch', () => {
  it('are not known until they are told, and then say what was never scanned, since when', async () => {
    await scan(sha(0).slice(0, 12));
    expect(await getCommits(ctx, REPO)).toMatchObject({ told_at: null, known: 0, newest: null });
    expect(await sast()).toMatchObject({ state: 'fresh', total: null, since: null });
    tick(harness, 3 * DAY);
    await tell([3, 2, 0]);
    expect(await sast()).toMatchObject({ state: 'fresh', confidence: 1, unscanned: [3, 2], total: 2, since: made(2) });
    // Nine days after the scan, seven after the oldest commit that was not scanned.
    tick(harness, 6 * DAY);
    await tell([3, 2, 0]);
    expect(await sast()).toMatchObject({ state: 'fresh', confidence: 1 });
    tick(harness, DAY);
    await tell([3]);
    const old = await sast();
    expect(old).toMatchObject({ state: 'stale', unscanned: [3, 2] });
    expect(old.confidence).toBeLessThan(1);
    expect((await recount(harness.sql)).differences).toEqual([]);
    // What scans an old commit again proves nothing of the newer ones.
    await scan(sha(0), 'again');
    expect(await sast()).toMatchObject({ state: 'stale', since: made(2) });
    await scan(sha(3));
    expect(await sast()).toMatchObject({ state: 'fresh', confidence: 1, unscanned: [], total: 0, since: null });
  });

  it('keep a scan of the newest one fresh as long as somebody says that it is, and no longer', async () => {
    tick(harness, 20 * DAY);
    await tell([3]);
    expect(await sast()).toMatchObject({ state: 'fresh', confidence: 1, total: 0 });
    tick(harness, 8 * DAY);
    expect((await sast()).state).toBe('stale');
    const entries = await harness.admin<{ detail: object }[]>`
      select detail from audit_entries where verb = 'repository.commits_told' order by sequence`;
    // Being told the same again changes nothing that an auditor would ask about.
    expect(entries.map(({ detail }) => detail)).toEqual([{ added: 3, forgotten: 0 }]);
  });

  it('are over with a gap, a rewritten branch, and another default branch: then age runs as if none were known', async () => {
    await tell([20, 19]);
    expect(await sast()).toMatchObject({ total: null, since: null });
    await scan(sha(19));
    expect(await sast()).toMatchObject({ unscanned: [20], total: 1 });
    await tell([25, 19]);
    expect(await sast()).toMatchObject({ unscanned: [25] });
    await expect(tell([26, 25], { ref: 'next' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('main'),
    });
    await changeRepository(ctx, REPO, { default_branch: 'next', tracked_refs: ['main'] });
    expect(await getCommits(ctx, REPO)).toMatchObject({ ref: 'next', told_at: null, known: 0 });
    expect((await sast()).total).toBeNull();
    await tell([26, 25], { ref: 'refs/heads/next' });
    expect(await getCommits(ctx, REPO)).toMatchObject({ known: 2, newest: { id: sha(26) } });
  });

  it('leave nothing that a recount tells otherwise', async () => {
    expect((await recount(harness.sql)).differences).toEqual([]);
  });

  it.each([
    ['a shortened hash', [{ id: 'abcdef0', at: made(1) }]],
    [
      'a commit twice',
      [
        { id: sha(1), at: made(1) },
        { id: sha(1).toUpperCase(), at: made(1) },
      ],
    ],
    ['a time before 2000', [{ id: sha(1), at: '1999-12-31T23:59:59Z' }]],
    ['nothing', []],
    ['more than are kept', Array.from({ length: 501 }, (_, i) => ({ id: sha(i), at: made(0) }))],
  ])('%s is refused', (_, commits) => {
    expect(commitsTold.safeParse({ repo: REPO, commits }).success).toBe(false);
  });
});
