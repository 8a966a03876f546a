import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureRepository } from '#db/queries/repositories.ts';
import { inTransaction } from '#db/transaction.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { CATEGORIES } from '#lib/domain/finding/finding.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
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
