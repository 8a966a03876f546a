import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { type LedgerView, ledgerEntryParams, ledgerParams } from '#lib/contracts/ledger.ts';
import { portfolioParams } from '#lib/contracts/portfolio.ts';
import { repositoryChange } from '#lib/contracts/repository.ts';
import { requestException } from '#lib/services/exception/request-exception.ts';
import { recount } from '#lib/services/recount.ts';
import { changeLabels } from '#lib/services/repository/change-labels.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getLedger } from './get-ledger.ts';
import { getLedgerEntries } from './get-ledger-entries.ts';
import { getPortfolio } from './get-portfolio.ts';

const DAY = 24 * 60;
let harness: Harness;

const report = (...lines: number[]) =>
  sarifOf(lines.map((line) => ({ rule: `r${line}`, file: 'a.ts', line, code: `call(${line})` })));
const deliver = (repo: string, commit: string, ...lines: number[]) =>
  harness.deliver({ repo, commit: commit.repeat(40) }, report(...lines));

async function nextDay(days = 1): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await rollUp(harness);
    tick(harness, DAY);
  }
  await rollUp(harness);
}

/** Every entry of a part, page by page. */
async function entriesOf(ctx: Context, period: { from: string; to: string }, cause?: string) {
  const all = [];
  for (let cursor: string | undefined; ; ) {
    const page = await getLedgerEntries(ctx, ledgerEntryParams.parse({ ...period, cause, cursor, limit: '2' }));
    all.push(...page.items);
    if (page.next_cursor === null) return all;
    cursor = page.next_cursor;
  }
}

const micro = (points: number): number => Math.round(points * 1e6);

/** Reads a ledger, and holds it to all that is promised of one. */
async function read(from: string, to: string, scope?: string): Promise<LedgerView> {
  const ctx = scope === undefined ? harness.ctx : await chooseScope(harness.ctx, scope);
  const ledger = await getLedger(ctx, ledgerParams.parse({ from, to }));
  expect(ledger.parts.reduce((sum, { points }) => sum + micro(points), 0)).toBe(micro(ledger.exact ?? 0));
  expect(ledger.parts.reduce((sum, { shown }) => sum + Math.round(shown * 10), 0)).toBe(
    Math.round((ledger.change ?? 0) * 10),
  );
  for (const { cause, entries, findings } of ledger.parts) {
    const listed = await entriesOf(ctx, { from, to }, cause);
    expect([cause, listed.length]).toEqual([cause, entries]);
    expect(listed.reduce((sum, one) => sum + one.findings, 0)).toBe(findings);
  }
  return ledger;
}
const causes = ({ parts }: LedgerView) => Object.fromEntries(parts.map(({ cause, shown }) => [cause, shown]));

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  // 2 March, 9:00.
  await deliver('acme/web', 'a', 1, 2, 3);
  await deliver('acme/api', 'a', 1);
  await nextDay();
  // 3 March: one fixed; two found in new code; the same commit of another repository says more than before.
  await deliver('acme/web', 'b', 2, 3, 4, 5);
  await deliver('acme/api', 'a', 1, 7);
  await nextDay();
  // 4 March: decisions, settings.
  const { items } = await getFindings(harness.ctx, findingListParams.parse({ repo: 'acme/web' }));
  const request = { finding: items[0]?.id, kind: 'false_positive', reason: 'For a test.', expires_at: null };
  await requestException(harness.ctx, exceptionRequest.parse(request));
  await changeRepository(
    harness.ctx,
    'acme/api',
    repositoryChange.parse({ exposure: 'public', criticality: 'critical' }),
  );
  await nextDay();
  // 5 March: one joins, one is renamed, and then two weeks of silence.
  await deliver('acme/new', 'a', 1);
  tick(harness, 1);
  await changeRepository(harness.ctx, 'acme/api', repositoryChange.parse({ name: 'acme/core' }));
  await nextDay(14);
  // 19 March: one leaves.
  await changeRepository(harness.ctx, 'acme/web', repositoryChange.parse({ archived: true }));
  await nextDay();
});
afterAll(() => harness.close());

describe('the ledger', () => {
  it('of a repository tells what fixed, new and dismissed findings did', async () => {
    const day = await read('2026-03-02', '2026-03-03', 'repo:acme/web');
    expect(Object.keys(causes(day)).sort()).toEqual(['fixed', 'new']);
    expect(day.parts.map(({ findings }) => findings)).toEqual([1, 2]);
    expect(day.parts.map(({ points }) => Math.sign(points))).toEqual([1, -1]);
    const next = await read('2026-03-03', '2026-03-04', 'repo:acme/web');
    expect(next.parts).toMatchObject([{ cause: 'decisions', entries: 1, findings: 1 }]);
    expect(next.change).toBeGreaterThan(0);
  });

  it('tells new code from what became known of code that had not changed', async () => {
    expect((await read('2026-03-02', '2026-03-03', 'repo:acme/core')).parts).toMatchObject([
      { cause: 'disclosed', findings: 1 },
    ]);
  });

  it('tells what settings, renames, silence and due dates did', async () => {
    expect(causes(await read('2026-03-03', '2026-03-04', 'repo:acme/core'))).toMatchObject({
      policy: expect.any(Number),
    });
    const renamed = await read('2026-03-04', '2026-03-05', 'repo:acme/core');
    expect(renamed.parts).toMatchObject([{ cause: 'composition', points: 0, entries: 1 }]);
    expect(await entriesOf(harness.ctx, { from: '2026-03-04', to: '2026-03-05' }, 'composition')).toMatchObject([
      { repo: 'acme/core', notes: ['renamed'], upload: null },
      { repo: 'acme/new', notes: ['measured'], url: expect.stringMatching(/^\/ingest\/upl/) },
    ]);
    const { staleness, ...others } = causes(await read('2026-03-10', '2026-03-18', 'repo:acme/core'));
    expect(staleness).toBeLessThan(0);
    expect(others).toEqual({});
  });

  it('of the organization adds up what repositories moved, and tells newcomers and those that left apart', async () => {
    const all = await read('2026-03-03', '2026-03-20');
    expect(all).toMatchObject({
      joined: [{ repo: 'acme/new' }],
      left: [{ repo: 'acme/web' }],
      joined_total: 1,
      left_total: 1,
    });
    expect(all.movers.map(({ repo }) => repo)).toEqual(['acme/core']);
    expect(all.to.provisional).toBe(true);
    for (let day = 3; day < 20; day += 1) {
      const [from, to] = [day - 1, day].map((each) => `2026-03-${String(each).padStart(2, '0')}`);
      await read(from ?? '', to ?? '');
    }
  });

  it('tells labels side by side, and what of their change is like for like', async () => {
    const period = { from: '2026-03-03', to: '2026-03-20' };
    for (const repo of ['acme/core', 'acme/new']) await changeLabels(harness.ctx, repo, { labels: ['kept'] });
    const { items, cut } = await getPortfolio(harness.ctx, portfolioParams.parse({ ...period, by: 'label' }));
    const ledger = await read(period.from, period.to, 'label:kept');
    expect([cut, items.length]).toEqual([false, 1]);
    expect(items[0]).toMatchObject({
      ...{ scope: 'label:kept', repositories: 2, measured: 2, joined: 1, left: 0 },
      ...{ from: ledger.from.score, to: ledger.to.score, change: ledger.change },
    });
    const newcomers = ledger.parts.find(({ cause }) => cause === 'composition')?.points ?? 0;
    expect(newcomers).not.toBe(0);
    expect(Math.abs((items[0]?.like_for_like ?? 99) - ((ledger.exact ?? 0) - newcomers))).toBeLessThan(0.051);
    expect(items[0]?.open.high).toBe(
      (await getFindings(harness.ctx, findingListParams.parse({ repo: 'acme/core,acme/new', severity: 'high' }))).total
        .value,
    );
    expect((await getPortfolio(harness.ctx, portfolioParams.parse({ ...period, by: 'team' }))).items).toEqual([]);
  });

  it('is the score of the days that history shows', async () => {
    const rows = await harness.sql<
      { day: string; score: number }[]
    >`select day::text, score from organization_days order by day`;
    const { from, to } = await read(rows[1]?.day ?? '', rows[2]?.day ?? '');
    const shown = rows.map(({ score }) => Math.floor((score + 1e-4) * 10) / 10);
    expect([from.score, to.score]).toEqual([shown[1], shown[2]]);
  });

  it('is not known before anything was measured, and says so', async () => {
    const before = await read('2000-01-01', '2026-03-02');
    expect(before).toMatchObject({ change: null, exact: null, parts: [], from: { score: null } });
  });

  it.each([
    [{ from: '2026-03-05', to: '2026-03-05' }, 'must be after from'],
    [{ from: '1999-12-31', to: '2026-03-05' }, 'must not be before 2000-01-01'],
    [{ from: '2026-02-30', to: '2026-03-05' }, 'date'],
  ])('refuses %o', (params, message) => {
    expect(ledgerParams.safeParse(params).error?.message).toContain(message);
  });

  it('refuses days to come', async () => {
    const asked = getLedger(harness.ctx, ledgerParams.parse({ from: '2026-03-05', to: '2999-01-01' }));
    await expect(asked).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('today') });
  });

  it('is what its entries say', async () => {
    expect((await recount(harness.systemSql)).differences).toEqual([]);
  });
});
