import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transaction } from '#db/client.ts';
import { ensureRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { findStreams } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { coverageParams } from '#lib/contracts/coverage.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { COVERAGE_STATES, type CoverageState } from '#lib/domain/coverage/coverage-state.ts';
import { standingsOf, storedStandings } from '#lib/domain/coverage/standing.ts';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { getCoverage } from '#lib/views/coverage/get-coverage.ts';
import { getCoverageSummary } from '#lib/views/coverage/get-coverage-summary.ts';
import { getRepositories } from './get-repositories.ts';

const REPOSITORIES = 60;
const DAY = 86_400_000;

let harness: Harness;

/** The same numbers in each run: 0 ≤ n < `below`. */
function numbers(): (below: number) => number {
  let state = 20261128;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

/** What scoring stores of streams; nothing where there is none. */
async function score(tx: Transaction, scope: RepositoryScope, kind: RepositoryKind): Promise<void> {
  const streams = await findStreams(tx, scope);
  if (streams.length === 0) return;
  const stored = storedStandings(
    standingsOf(
      streams.filter(({ retiredAt }) => retiredAt === null),
      kind,
      new Set(),
    ),
  );
  await tx`
    update repository_state set coverage = ${stored}::bigint[] where org_id = ${scope.orgId} and repo_id = ${scope.repoId}`;
}

beforeAll(async () => {
  harness = await startHarness();
  const pick = numbers();
  const { ctx } = harness;
  const now = ctx.now();
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY);
  const commits = [null, 'a1', 'b2', 'c3'];
  await inTransaction(ctx.sql, async (tx) => {
    for (let at = 0; at < REPOSITORIES; at += 1) {
      const input = { fullName: `acme/r${String(at).padStart(2, '0')}`, defaultBranch: 'main', demo: false, now };
      const { id } = await ensureRepository(tx, { orgId: ctx.orgId }, input);
      // Of what stands for a system, only its privileges are expected.
      if (at % 10 === 9) await tx`update repositories set kind = 'system' where org_id = ${ctx.orgId} and id = ${id}`;
      await tx`insert into pipelines (org_id, repo_id, id, key, created_at) values (${ctx.orgId}, ${id}, 1, 'ci', ${now})`;
      for (let stream = 1; stream <= pick(6); stream += 1) {
        // Around the seven days after which a scan is stale, to the millisecond.
        const success = [null, ago(0), ago(7), new Date(ago(7).getTime() - 1), ago(30)][pick(5)] ?? null;
        const high = [success, success, ago(3), null][pick(4)] ?? null;
        const categories = CATEGORIES.filter(() => pick(4) === 0);
        await tx`
          insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, high_water_at,
            last_success_at, last_success_commit, reports, present, retired_at, created_at)
          values (${ctx.orgId}, ${id}, ${stream}, 1, ${`s${stream}`}, '', 'main', ${pick(5) > 0}, ${categories}, ${high},
            ${success}, ${commits[pick(4)] ?? null}, 1, 0, ${pick(6) === 0 ? now : null}, ${now})`;
      }
      await score(tx, { orgId: ctx.orgId, repoId: id }, at % 10 === 9 ? 'system' : 'code');
    }
  });
});
afterAll(() => harness.close());

async function names(params: Record<string, string>): Promise<string[]> {
  const view = await getRepositories(harness.ctx, repositoryListParams.parse({ sort: 'name', limit: 200, ...params }));
  expect(view.total.value).toBe(view.items.length);
  return view.items.map(({ name }) => name);
}

/** Names of those whose squares say so. */
async function shown(state: string, category: string | null): Promise<string[]> {
  const { items } = await getRepositories(harness.ctx, repositoryListParams.parse({ sort: 'name', limit: 200 }));
  return items
    .filter(({ coverage }) =>
      coverage.some((cell) => cell.state === state && (category === null || cell.category === category)),
    )
    .map(({ name }) => name);
}

describe('repositories by what is measured', () => {
  it.each(SCORE_CATEGORIES)('without %s, are those whose square says so', async (category) => {
    const found = await names({ missing: category });
    expect(found).toEqual(await shown('never', category));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(REPOSITORIES);
  });

  it.each(SCORE_CATEGORIES)('with stale %s, are those whose square says so', async (category) => {
    const found = await names({ stale: category });
    expect(found).toEqual(await shown('stale', category));
    expect(found.length).toBeGreaterThan(0);
  });

  it('with anything stale, are all that have such a square', async () => {
    expect(await names({ stale: 'any' })).toEqual(await shown('stale', null));
  });

  it('both at once, and by name', async () => {
    const both = await names({ missing: 'dast', stale: 'any' });
    const stale = new Set(await shown('stale', null));
    expect(both).toEqual((await shown('never', 'dast')).filter((name) => stale.has(name)));
    expect(both.length).toBeGreaterThan(0);
    expect(await names({ missing: 'dast', stale: 'any', q: both[0] ?? '' })).toEqual(both.slice(0, 1));
  });

  it('counts the archived ones that the same words would find', async () => {
    const [first = ''] = await names({ missing: 'dast' });
    await inTransaction(harness.ctx.sql, (tx) => tx`update repositories set archived = true where slug = ${first}`);
    const view = await getRepositories(harness.ctx, repositoryListParams.parse({ q: first }));
    expect(view).toMatchObject({ items: [], archived_total: { value: 1, relation: 'exact' } });
    const lacking = await getRepositories(harness.ctx, repositoryListParams.parse({ missing: 'dast' }));
    expect(lacking.archived_total.value).toBe(1);
    const asked = await getRepositories(harness.ctx, repositoryListParams.parse({ q: first, archived: 'any' }));
    expect(asked).toMatchObject({ items: [{ name: first }], archived_total: { value: 0 } });
  });
});

/** The grid with these filters, by name, page after page. */
async function grid(params: Record<string, string>, ctx = harness.ctx) {
  const items = [];
  let cursor: string | undefined;
  let view: Awaited<ReturnType<typeof getCoverage>>;
  do {
    view = await getCoverage(ctx, coverageParams.parse({ sort: 'name', limit: 25, ...params, cursor }));
    items.push(...view.items);
    cursor = view.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(view.total).toEqual({ value: items.length, relation: 'exact' });
  return { names: items.map(({ name }) => name), items, categories: view.categories };
}

const SQUARE: Readonly<Partial<Record<CoverageState, string>>> = { exempt: 'not_expected' };

describe('the grid of coverage', () => {
  it.each(SCORE_CATEGORIES)('has each repository in the state of %s that its square says', async (category) => {
    for (const state of COVERAGE_STATES.filter((one) => one !== 'held')) {
      expect((await grid({ category, state })).names).toEqual(await shown(SQUARE[state] ?? state, category));
    }
  });

  it('has figures that are those of its lists, by category and as a whole', async () => {
    const { whole, categories, repositories } = await getCoverageSummary(harness.ctx);
    expect((await grid({})).names.length).toBe(repositories);
    for (const { category, counts, expected } of categories) {
      expect((await grid({ category })).names.length).toBe(expected);
      expect((await grid({ category, state: 'stale' })).names.length).toBe(counts.stale);
    }
    for (const state of COVERAGE_STATES) expect((await grid({ state })).categories).toBe(whole.counts[state]);
    expect((await grid({})).categories).toBe(whole.expected);
    expect(Object.values(whole.counts).reduce((sum, count) => sum + count, 0)).toBe(6 * repositories);
  });

  it('counts for a team what the team owns, once', async () => {
    const { orgId } = harness.ctx;
    const all = await grid({});
    await inTransaction(harness.ctx.sql, async (tx) => {
      const [team] = await tx<{ id: number }[]>`
        insert into teams (org_id, slug, name, demo, created_at) values (${orgId}, 'payments', 'Payments', false, ${new Date()}) returning id`;
      for (const source of ['hand', 'codeowners']) {
        await tx`
          insert into team_repositories (org_id, team_id, repo_id, source)
          select ${orgId}, ${team?.id ?? 0}, id, ${source} from repositories where slug = any(${all.names.slice(10, 30)}::text[])`;
      }
    });
    const { teams } = await getCoverageSummary(harness.ctx);
    const ctx = await chooseScope(harness.ctx, 'team:payments');
    expect(teams).toMatchObject([{ slug: 'payments', name: 'Payments', repositories: 20 }]);
    for (const state of COVERAGE_STATES) expect(teams[0]?.counts[state]).toBe((await grid({ state }, ctx)).categories);
    expect((await getCoverageSummary(ctx)).whole).toEqual({
      ...{ counts: teams[0]?.counts, expected: teams[0]?.expected, fresh_percent: teams[0]?.fresh_percent },
    });
  });

  it('has a held report before all else, and leads to it; retired and untracked streams hold nothing', async () => {
    const before = await grid({ state: 'held' });
    expect(before.names).toEqual([]);
    await inTransaction(harness.ctx.sql, (tx) => tx`update streams set held_upload = 7 where id = 1`);
    const { items, categories } = await grid({ state: 'held' });
    const held = items.flatMap(({ cells }) => cells.filter(({ state }) => state === 'held'));
    expect(held.length).toBe(categories);
    expect(categories).toBeGreaterThan(3);
    expect(held.every(({ url, sources }) => /^\/ingest\/upl_/.test(url) && sources.length > 0)).toBe(true);
    const [{ count = 0 } = {}] = await harness.admin<{ count: number }[]>`
      select count(*)::int as count from streams where id = 1 and tracked and retired_at is null and categories && array['sast']`;
    expect((await grid({ state: 'held', category: 'sast' })).names.length).toBe(count);
  });
});
