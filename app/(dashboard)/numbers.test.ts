import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedHref, findingCategories, findingsHref, pathOf } from '#components/queries/addresses.ts';
import { weighingIn } from '#components/shared/score-words.ts';
import type { Context } from '#lib/context.ts';
import { type ActionRow, actionListParams } from '#lib/contracts/action.ts';
import type { SeverityCounts, Total } from '#lib/contracts/common.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import type { CoverageCell, ScoreView } from '#lib/contracts/posture.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { loadDemo } from '#lib/demo/load.ts';
import { UPLOAD_CHANGES } from '#lib/domain/finding/event.ts';
import { FINDING_STATES, SEVERITIES } from '#lib/domain/finding/finding.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { UPLOAD_STATES } from '#lib/domain/stream/upload-state.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';

/** A number on a screen, and the address that a click on it leads to. */
interface Shown {
  where: string;
  value: number;
  href: string;
}

/** What the list at an address says of how many it has, read as the screen there reads its address. */
async function totalAt(ctx: Context, href: string): Promise<Total> {
  const { pathname, searchParams } = new URL(href, 'http://plumbline.test');
  const params = { ...Object.fromEntries(searchParams), limit: '1' };
  switch (pathname) {
    case '/findings':
      return (await getFindings(ctx, findingListParams.parse(params))).total;
    case '/ingest':
      return (await getIngest(ctx, uploadListParams.parse(params))).total;
    default:
      throw new Error(`no list at ${href}`);
  }
}

const openNumbers = (where: string, open: SeverityCounts, repo?: string): Shown[] =>
  SEVERITIES.map((severity) => ({
    where: `${where}: open ${severity}`,
    value: open[severity],
    href: findingsHref({ ...(repo === undefined ? {} : { repo }), severity: [severity] }),
  }));

/** The bars of "Where … points went" that say how many findings they stand for. */
function barNumbers(where: string, score: ScoreView, open: SeverityCounts, repo?: string): Shown[] {
  return score.waterfall.flatMap(({ part }) => {
    if (part !== 'critical' && part !== 'high' && part !== 'medium' && part !== 'low') return [];
    const { severities, count } = weighingIn(part, open);
    const href = findingsHref({ ...(repo === undefined ? {} : { repo }), severity: severities });
    return [{ where: `${where}: bar ${part}`, value: count, href }];
  });
}

const coverageNumbers = (where: string, cells: readonly CoverageCell[], repo: string): Shown[] =>
  cells.flatMap(({ category, open }) => {
    const href = findingsHref({ repo, category: findingCategories(category) });
    return open === null ? [] : [{ where: `${where}: ${category}`, value: open, href }];
  });

/** An action on coverage closes no finding, and its number is that of its repositories. */
const closing = (actions: readonly ActionRow[]) => actions.filter(({ kind }) => kind !== 'coverage');

const actionNumbers = (where: string, actions: readonly ActionRow[]): Shown[] =>
  closing(actions).flatMap(({ number, open, counts, findings_url }) => [
    { where: `${where}: action ${number}`, value: open, href: pathOf(findings_url) },
    {
      where: `${where}: severities of action ${number}`,
      value: SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0),
      href: pathOf(findings_url),
    },
  ]);

async function onToday(ctx: Context): Promise<Shown[]> {
  const { open, score, actions } = await getToday(ctx);
  return [...openNumbers('Today', open), ...barNumbers('Today', score, open), ...actionNumbers('Today', actions)];
}

async function onRepositories(ctx: Context): Promise<Shown[]> {
  const { items } = await getRepositories(ctx, repositoryListParams.parse({ archived: 'any', limit: 200 }));
  const shown: Shown[] = [];
  for (const { name, open, coverage } of items) {
    shown.push(...openNumbers('Repositories', open, name), ...coverageNumbers('Repositories', coverage, name));
    const view = await getRepository(ctx, name);
    const where = `page of ${name}`;
    shown.push(...openNumbers(where, view.repository.open, name));
    shown.push(...coverageNumbers(where, view.repository.coverage, name));
    shown.push(...barNumbers(where, view.score, view.repository.open, name));
    shown.push(...actionNumbers(where, view.actions));
    const queue = await getActions(ctx, actionListParams.parse({ repo: name, limit: 1 }));
    expect(view.actions_total, where).toEqual(queue.total);
  }
  return shown;
}

async function onActions(ctx: Context): Promise<Shown[]> {
  const { items } = await getActions(ctx, actionListParams.parse({ limit: 20 }));
  const shown: Shown[] = [];
  for (const row of items.filter(({ kind }) => kind === 'coverage')) {
    expect(await getAction(ctx, row.id), row.title).toMatchObject({ ...row, findings: [] });
    expect(row.repositories.names, row.title).toHaveLength(Math.min(20, row.repositories.count));
  }
  for (const row of closing(items)) {
    const view = await getAction(ctx, row.id);
    shown.push(...actionNumbers('the action’s page', [view]));
    for (const { id, repo, open } of view.elsewhere) {
      shown.push({ where: `the action’s page, in ${repo}`, value: open, href: `/findings?action=${id}` });
    }
  }
  return shown;
}

/** Filters under which the facets are looked at; a click on a value leads to the list with that value chosen. */
async function onFacets(ctx: Context, repo: string | undefined): Promise<Shown[]> {
  const given = [
    {},
    { severity: 'high,low' },
    { state: FINDING_STATES.join() },
    { q: 'part' },
    ...(repo ? [{ repo }] : []),
  ];
  const shown: Shown[] = [];
  for (const filter of given) {
    const facets = await getFindingFacets(ctx, findingListParams.parse(filter));
    const list = await getFindings(ctx, findingListParams.parse({ ...filter, limit: 1 }));
    expect(facets.total, JSON.stringify(filter)).toEqual(list.total);
    for (const name of ['state', 'severity', 'category', 'scanner', 'repo'] as const) {
      for (const { value, count } of facets[name]) {
        const search = new URLSearchParams({ ...filter, [name]: value });
        const where = `facet ${name} ${value} under ${JSON.stringify(filter)}`;
        shown.push({ where, value: count, href: `/findings?${search}` });
      }
    }
  }
  return shown;
}

async function onIngest(ctx: Context): Promise<Shown[]> {
  const { states } = await getIngest(ctx, uploadListParams.parse({ limit: 1 }));
  return UPLOAD_STATES.map((state) => {
    return { where: `Ingest: ${state}`, value: states[state].value, href: `/ingest?state=${state}` };
  });
}

/** What each upload that counts says it changed. */
async function onUploads(ctx: Context): Promise<Shown[]> {
  const { items } = await getIngest(ctx, uploadListParams.parse({ state: 'processed', limit: 50 }));
  return items
    .filter(({ counts }) => counts)
    .flatMap((upload) =>
      UPLOAD_CHANGES.map((change) => {
        return { where: `${upload.id}: ${change}`, value: upload[change], href: changedHref(upload.id, [change]) };
      }),
    );
}

/** Walks every number to its list; returns how many there were. */
async function walk(harness: Harness): Promise<number> {
  const { ctx } = harness;
  await rollUp(harness);
  const [first] = (await getRepositories(ctx, repositoryListParams.parse({ limit: 1 }))).items;
  const shown = [
    ...(await onToday(ctx)),
    ...(await onRepositories(ctx)),
    ...(await onActions(ctx)),
    ...(await onFacets(ctx, first?.name)),
    ...(await onIngest(ctx)),
    ...(await onUploads(ctx)),
  ];
  const wrong: string[] = [];
  // Many numbers lead to the same list.
  const totals = new Map<string, Total>();
  for (const { where, value, href } of shown) {
    const total = totals.get(href) ?? (await totalAt(ctx, href));
    totals.set(href, total);
    const agrees = total.relation === 'exact' ? total.value === value : value >= total.value;
    if (!agrees) wrong.push(`${where} says ${value}, ${href} has ${total.value}`);
  }
  expect(wrong).toEqual([]);
  return shown.length;
}

async function inHarness<T>(work: (harness: Harness) => Promise<T>): Promise<T> {
  const harness = await startHarness(undefined, { readers: inProcessReader });
  try {
    return await work(harness);
  } finally {
    await harness.close();
  }
}

describe('every number on a screen is that of the list it leads to', () => {
  it('in an organization without reports', async () => {
    expect(await inHarness(walk)).toBeGreaterThan(5);
  });

  it('in the demo, and beside the first real reports', async () => {
    await inHarness(async (harness) => {
      await loadDemo(harness, { orgId: harness.ctx.orgId, size: { repositories: 4, weeks: 2 } });
      expect(await walk(harness)).toBeGreaterThan(200);
      await deliver(harness, 'acme/real', 'plumbtest', 9);
      await walk(harness);
    });
  }, 120_000);

  const stream = fc.record({
    tool: fc.constantFrom('plumbtest', 'checkov', 'gitleaks', 'eslint'),
    counts: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
  });
  const repository = fc.record({
    streams: fc.array(stream, { maxLength: 3 }),
    criticality: fc.constantFrom(...CRITICALITIES),
    archived: fc.boolean(),
    refused: fc.boolean(),
    branch: fc.boolean(),
  });

  it('in any organization', async () => {
    await inHarness(async (harness) => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(repository, { minLength: 1, maxLength: 4 }), async (repositories) => {
          run += 1;
          for (const [index, { streams, criticality, archived, refused, branch }] of repositories.entries()) {
            const repo = `acme/r${run}-${index}`;
            if (refused) await harness.deliver({ repo }, 'no report');
            if (branch) await deliver(harness, repo, 'plumbtest', 4, 'feature/x');
            for (const { tool, counts } of streams) {
              for (const count of counts) await deliver(harness, repo, tool, count);
            }
            if (streams.length > 0) await changeRepository(harness.ctx, repo, { criticality, archived });
          }
          await walk(harness);
        }),
        { seed: 20_261_128, numRuns: 5 },
      );
    });
  }, 120_000);
});

const LEVELS = ['error', 'warning', 'note'] as const;

async function deliver(harness: Harness, repo: string, tool: string, count: number, ref = 'main'): Promise<void> {
  const results = Array.from({ length: count }, (_, index) => ({
    rule: `rule-${index % 4}`,
    file: `src/part-${index % 3}.ts`,
    line: 10 + index,
    code: `call(${index});`,
    level: LEVELS[index % 3] ?? 'note',
    suppressed: index % 5 === 4,
  }));
  await harness.deliver({ repo, ref }, sarifOf(results, tool));
  tick(harness, 30);
}
