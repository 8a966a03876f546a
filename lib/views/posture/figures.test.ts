import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { pipelineListParams } from '#lib/contracts/pipeline.ts';
import { grantListParams } from '#lib/contracts/privilege.ts';
import { type RepositoryRow, repositoryListParams } from '#lib/contracts/repository.ts';
import { repositoryScope } from '#lib/contracts/scope-address.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { loadDemo } from '#lib/demo/load.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getPipelines } from '#lib/views/pipeline/get-pipelines.ts';
import { getGrants } from '#lib/views/privilege/get-grants.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getRepositorySummary } from '#lib/views/repository/get-repository-summary.ts';
import { tenths } from '#lib/views/tenths.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getToday } from './get-today.ts';

const LEVELS = ['error', 'warning', 'note'] as const;

/** Delivers a report with `count` findings of this tool. */
async function report(harness: Harness, repo: string, count: number, tool: string): Promise<void> {
  const results = Array.from({ length: count }, (_, index) => ({
    rule: `rule-${index % 7}`,
    file: `src/part-${index % 5}.ts`,
    line: 10 + index,
    code: `call(${index});`,
    level: LEVELS[index % 3] ?? 'note',
  }));
  await harness.deliver({ repo }, sarifOf(results, tool));
  tick(harness, 1);
}

/** Compares Today, the row of the day, the repositories and the lists, each read separately. Returns Today. */
async function compare(harness: Harness) {
  const { ctx, sql } = harness;
  await rollUp(harness);
  const today = await getToday(ctx);
  const [day] = await sql`
    select score, not_measured, open_critical, open_high, open_medium, open_low, open_info, repositories, introduced, fixed
    from organization_days where org_id = ${ctx.orgId} and day = ${ctx.now().toISOString().slice(0, 10)}::date`;
  const { critical, high, medium, low, info } = today.open;
  expect(day).toMatchObject({
    openCritical: critical,
    openHigh: high,
    openMedium: medium,
    openLow: low,
    openInfo: info,
    repositories: today.repositories.total,
  });
  expect(day?.score === null ? null : shownScore(Number(day?.score))).toBe(today.score.score);
  expect(tenths(Number(day?.notMeasured))).toBe(today.score.not_measured);
  expect(today.history.at(-1)?.score).toBe(today.score.score);

  const all = (await getRepositories(ctx, repositoryListParams.parse({ limit: 200 }))).items;
  // Beside real repositories the list shows those of the demo, but they do not count.
  const counted = all.filter((repository) => !repository.demo || all.every(({ demo }) => demo));
  expect(counted).toHaveLength(today.repositories.total);
  expect(counted.filter(({ score }) => score !== null)).toHaveLength(today.repositories.measured);
  for (const severity of ['critical', 'high', 'medium', 'low', 'info'] as const) {
    expect(counted.reduce((sum, { open }) => sum + open[severity], 0)).toBe(today.open[severity]);
    const list = await getFindings(ctx, findingListParams.parse({ severity, limit: 1 }));
    expect(list.total.value).toBe(today.open[severity]);
  }
  expect((await getActions(ctx, actionListParams.parse({ limit: 1 }))).total).toEqual(today.actions_total);
  return today;
}

/** How many the lists on the page of a repository have, each read as that page reads it. */
async function listsOf(ctx: Context, { name, kind }: RepositoryRow) {
  const own = await chooseScope(ctx, repositoryScope(name));
  const rows = async (read: Promise<{ items: readonly unknown[] }>) => (await read).items.length;
  const on = kind === 'system' ? { system: name } : { repo: name };
  const ingest = await getIngest(own, uploadListParams.parse({ limit: 1 }));
  return {
    findings: (await getFindings(own, findingListParams.parse({ limit: 1 }))).total.value,
    actions: (await getActions(own, actionListParams.parse({ limit: 1 }))).total.value,
    pipelines: await rows(getPipelines(own, pipelineListParams.parse({ limit: 200 }))),
    rights: (await getGrants(ctx, grantListParams.parse({ ...on, total: 'true', limit: 1 }))).total?.value,
    uploads: ingest.total.value,
    exceptions: await rows(getExceptions(own, exceptionListParams.parse({ limit: 200 }))),
  };
}

describe('one number is the same wherever it is shown', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  it('in an organization without reports', async () => {
    expect(await compare(harness)).toMatchObject({
      score: { score: null, not_measured: 100 },
      repositories: { total: 0 },
    });
  });

  it('in the demo, where it is all there is, and beside the first real report, where it counts no more', async () => {
    const { ctx } = harness;
    await loadDemo(harness, { orgId: ctx.orgId, size: { repositories: 4, weeks: 2 } });
    const demo = await compare(harness);
    expect(demo.repositories.total).toBeGreaterThan(2);
    expect(demo.history.filter(({ score }) => score !== null).length).toBeGreaterThan(10);

    await report(harness, 'acme/real', 4, 'plumbtest');
    const real = await compare(harness);
    expect(real).toMatchObject({ repositories: { total: 1, measured: 1 }, open: { critical: 0 } });
    // The demo's history is not the organization's.
    expect(real.history.filter(({ score }) => score !== null)).toHaveLength(1);
    const named = await getFindings(ctx, findingListParams.parse({ repo: demo.actions[0]?.repo ?? undefined }));
    expect(named.total.value).toBeGreaterThan(0);
  }, 120_000);

  it('on the page of a repository and in its lists, also of one that is in no figure', async () => {
    const { ctx } = harness;
    const path = '.github/workflows/ci.yml';
    const file = { repo: 'acme/real', pipeline: 'workflows', scanner: 'plumbline-workflows', path };
    await harness.deliver(file, 'on: push\njobs:\n  build:\n    runs-on: x\n    steps:\n      - run: make\n');
    await changeRepository(ctx, 'acme/real', { archived: true });
    const all = (await getRepositories(ctx, repositoryListParams.parse({ archived: 'any', limit: 200 }))).items;
    const seen = { findings: 0, actions: 0, pipelines: 0, rights: 0, uploads: 0, exceptions: 0 };
    for (const row of all) {
      const { name } = row;
      const { counts } = await getRepositorySummary(ctx, name);
      const shown = Object.fromEntries(Object.entries(counts).map(([list, { value }]) => [list, value]));
      expect(shown, name).toEqual(await listsOf(ctx, row));
      for (const list of Object.keys(seen) as (keyof typeof seen)[]) seen[list] += counts[list].value;
    }
    expect(
      Object.values(seen).every((count) => count > 0),
      JSON.stringify(seen),
    ).toBe(true);
  });
});

describe('one number is the same in any organization', () => {
  it('of repositories with reports, without, archived, of any weight', async () => {
    const repository = fc.record({
      count: fc.integer({ min: 0, max: 12 }),
      criticality: fc.constantFrom(...CRITICALITIES),
      archived: fc.boolean(),
      unread: fc.boolean(),
    });
    const world = fc.array(repository, { minLength: 1, maxLength: 6 });
    const harness = await startHarness();
    let run = 0;
    try {
      await fc.assert(
        fc.asyncProperty(world, async (repositories) => {
          run += 1;
          for (const [index, { count, criticality, archived, unread }] of repositories.entries()) {
            const repo = `acme/r${run}-${index}`;
            if (unread) await harness.accept({ repo }, sarifOf([]));
            else await report(harness, repo, count, index % 2 ? 'plumbtest' : 'other');
            await changeRepository(harness.ctx, repo, { criticality, archived });
          }
          await compare(harness);
        }),
        { numRuns: 6 },
      );
    } finally {
      await harness.close();
    }
  });
});
