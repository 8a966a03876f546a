import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type FindingGroupRow,
  type FindingGroupsView,
  findingFacetParams,
  findingGroupParams,
  findingListParams,
} from '#lib/contracts/finding.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { FINDING_STATES } from '#lib/domain/finding/finding.ts';
import { encodeId } from '#lib/ids.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { actAs, type Harness, sarifOf, tick } from '#lib/services/testing.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { resultsFrom, startThreeRepositories } from '#lib/views/testing.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { getFinding } from './get-finding.ts';
import { getFindingFacets } from './get-finding-facets.ts';
import { getFindingGroups } from './get-finding-groups.ts';
import { getFindings } from './get-findings.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startThreeRepositories();
});
afterAll(() => harness.close());

const list = (params: Record<string, unknown> = {}) => getFindings(harness.ctx, findingListParams.parse(params));
const facets = (params: Record<string, unknown> = {}) =>
  getFindingFacets(harness.ctx, findingFacetParams.parse(params));

/** Every group of a filter, read in pages of four. */
async function allGroups(params: Record<string, unknown>) {
  const items: FindingGroupRow[] = [];
  let cursor: string | null = null;
  do {
    const page = findingGroupParams.parse({ ...params, limit: 4, ...(cursor === null ? {} : { cursor }) });
    const view: FindingGroupsView = await getFindingGroups(harness.ctx, page);
    items.push(...view.items);
    cursor = view.next_cursor;
    if (cursor === null) expect(view.total).toEqual({ value: items.length, relation: 'exact' });
  } while (cursor !== null);
  return items;
}

/** Reads every page of a list. */
async function everything(params: Record<string, unknown>, between?: () => Promise<unknown>) {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ ...params, limit: 7, ...(cursor ? { cursor } : {}) });
    ids.push(...page.items.map((item) => item.id));
    cursor = page.next_cursor ?? undefined;
    await between?.();
  } while (cursor);
  return ids;
}

describe('the list of findings', () => {
  it('shows what is open, the worst first, with a total that its facets agree with', async () => {
    const view = await list();
    expect(view.total).toEqual({ value: 75, relation: 'exact' });
    expect(view.items).toHaveLength(50);
    const { severity, state, repo, capped } = await facets();
    expect(capped).toBe(false);
    expect(severity.reduce((sum, value) => sum + value.count, 0)).toBe(75);
    expect(state.find((value) => value.value === 'open')).toMatchObject({ count: 75, selected: true });
    expect(state.find((value) => value.value === 'fixed')).toMatchObject({ count: 15, selected: false });
    expect(repo.map((value) => value.count)).toEqual([25, 25, 25]);
  });

  it.each([
    {},
    { state: 'open,fixed' },
    { severity: 'high' },
    { severity: 'high,low' },
    { category: 'sast', scanner: 'plumbtest' },
    { repo: 'acme/web' },
    { repo: 'acme/web,acme/api', state: 'fixed' },
    { rule: 'rule-3' },
    { q: 'rule-3' },
    { q: 'part-2' },
    { q: 'Rule rule-1' },
    { path: 'src/part-4' },
    { pipeline: 'ci' },
    { pipeline: 'ci', state: 'fixed', sort: 'opened' },
    { sort: 'opened' },
    { sort: '-opened', severity: 'high' },
    { q: 'part', severity: 'high', sort: '-opened' },
    { opened_since: '2026-03-02' },
    { fixed_since: '2026-03-02', state: 'fixed' },
  ])('counts what it holds, page after page, and each facet counts what its click leaves: %j', async (params) => {
    const ids = await everything(params);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await list(params)).total).toEqual({ value: ids.length, relation: 'exact' });
    const counted = await facets(params);
    for (const name of ['state', 'severity', 'category', 'scanner', 'repo'] as const) {
      for (const { value, count } of counted[name]) {
        expect((await list({ ...params, [name]: value })).total.value).toBe(count);
      }
    }
  });

  it('shows every row once although others change their rank between pages', async () => {
    const { admin } = harness;
    const before = await everything({ repo: 'acme/docs' });
    let round = 0;
    const ids = await everything({ repo: 'acme/docs' }, async () => {
      round += 1;
      await admin`update findings set rank = 0 where number = ${round * 4} and state = 'open'`;
    });
    await admin`update findings set rank = severity * 200 + confidence * 10`;
    for (const id of before) expect(ids).toContain(id);
    const again = ids.filter((id, index) => ids.indexOf(id) !== index);
    expect(again.length).toBeLessThanOrEqual(round);
  });

  it.each(['%', '_', '\\', "'", '"', '%%%', "'; drop table findings; --", 'a'.repeat(200), '\0', '(((', '☃'])(
    'takes any text for what it is: %j',
    async (q) => {
      const view = await list({ q });
      const blank = q === '\0';
      expect(view.total.value).toBe(blank ? 75 : 0);
      expect((await list({ path: q })).total.value).toBe(blank ? 75 : 0);
      await facets({ q });
      await getRepositories(harness.ctx, repositoryListParams.parse({ q }));
    },
  );

  it('finds a reference', async () => {
    const view = await list({ q: 'acme/api#4', state: 'open,fixed' });
    expect(view.items.map((item) => item.ref)).toEqual(['acme/api#4']);
  });

  it('refuses a forged cursor', async () => {
    for (const cursor of ['x', 'bnVsbA', '%%%', Buffer.from('["findings -risk","a",1,2]').toString('base64url')]) {
      await expect(list({ cursor })).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });
});

describe('findings grouped by rule', () => {
  it.each([
    {},
    { severity: 'high' },
    { state: 'open,fixed' },
    { repo: 'acme/web', category: 'sast' },
    { q: 'part-2' },
    { rule: 'rule-3' },
    { pipeline: 'ci', severity: 'low' },
  ])('count what the list of each holds, and together hold the whole list: %j', async (params) => {
    const groups = await allGroups(params);
    expect(new Set(groups.map(({ repo, rule }) => `${repo} ${rule}`)).size).toBe(groups.length);
    expect(groups.length).toBeGreaterThan(0);
    for (const { repo, rule, count } of groups) {
      expect((await list({ ...params, repo, rule })).total).toEqual({ value: count, relation: 'exact' });
    }
    const sum = groups.reduce((all, { count }) => all + count, 0);
    expect((await list(params)).total.value).toBe(sum);
    const { findings } = await getFindingGroups(harness.ctx, findingGroupParams.parse(params));
    expect(findings).toEqual({ value: sum, relation: 'exact' });
  });

  it('stand in the order of the worst finding in each', async () => {
    const ranks = { critical: 4, high: 3, medium: 2, unknown: 1.5, low: 1, info: 0 };
    const order = (await allGroups({})).map(({ severity }) => ranks[severity]);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });

  it('are none where nothing matches', async () => {
    expect(await allGroups({ q: 'no such thing' })).toEqual([]);
  });
});

describe('repositories of the facet', () => {
  it('are looked for by a part of their name, also those without a match', async () => {
    const { repo } = await facets({ repo_q: 'ACME/d', severity: 'high' });
    expect(repo.map(({ value }) => value)).toEqual(['acme/docs']);
    expect(repo[0]?.count).toBe((await list({ repo: 'acme/docs', severity: 'high' })).total.value);
    expect((await facets({ repo_q: 'web', state: 'suppressed' })).repo).toMatchObject([
      { value: 'acme/web', count: 0 },
    ]);
    expect((await facets({ repo_q: 'web', q: 'part-2' })).repo.map(({ value }) => value)).toEqual(['acme/web']);
    expect((await facets({ repo_q: '%' })).repo).toEqual([]);
  });

  it('hold the chosen ones with their counts beside what is looked for', async () => {
    const { repo } = await facets({ repo_q: 'docs', repo: 'acme/web' });
    expect(repo.map(({ value, selected }) => [value, selected]).sort()).toEqual([
      ['acme/docs', false],
      ['acme/web', true],
    ]);
    expect(repo.map(({ count }) => count)).toEqual([25, 25]);
  });

  it('are those that the caller may see', async () => {
    const { repositories: _all, ...scope } = harness.ctx.readScope;
    const ids = await harness.admin<{ id: number }[]>`select id from repositories where slug = 'acme/web'`;
    const ctx = { ...harness.ctx, readScope: { ...scope, repositories: ids.map(({ id }) => id) } };
    const seen = await getFindingFacets(ctx, findingFacetParams.parse({ repo_q: 'acme' }));
    expect(seen.repo.map(({ value }) => value)).toEqual(['acme/web']);
  });
});

describe('one finding', () => {
  it('of an upload are those that it counts, whatever became of them since', async () => {
    const repo = 'acme/changed';
    const report = (lines: number[], folder: string) =>
      sarifOf(lines.map((line) => ({ rule: 'rule-9', file: `${folder}/f${line}.ts`, line, code: `call(${line});` })));
    const send = async (lines: number[], folder = 'src') =>
      encodeId('upload', await harness.deliver({ repo }, report(lines, folder)));
    const everyState = FINDING_STATES.join();
    const lines = async (params: Record<string, unknown>) =>
      (await list({ state: everyState, ...params })).items.map(({ line }) => line).sort();
    const first = await send([1, 2, 3]);
    tick(harness, 30);
    const second = await send([1, 4]);
    tick(harness, 30);
    const third = await send([2, 4]);
    expect(await lines({ upload: first, change: 'introduced' })).toEqual([1, 2, 3]);
    expect(await lines({ upload: second, change: 'fixed' })).toEqual([2, 3]);
    expect(await lines({ upload: second })).toEqual([2, 3, 4]);
    expect(await lines({ upload: third, change: 'reopened' })).toEqual([2]);
    expect(await lines({ upload: third, change: 'introduced' })).toEqual([]);
    expect(await lines({ upload: third, change: 'reopened,fixed' })).toEqual([1, 2]);
    expect(await lines({ upload: first, change: 'introduced', state: 'open' })).toEqual([2]);
    tick(harness, 30);
    const fourth = await send([2, 4], 'lib');
    expect(await lines({ upload: fourth, change: 'moved' })).toEqual([2, 4]);
    expect((await getUpload(harness.ctx, fourth)).moved).toBe(2);
    // Another report takes effect in the same instant.
    await harness.deliver({ repo, pipeline: 'other' }, report([7], 'lib'));
    expect(await lines({ upload: fourth, change: 'introduced' })).toEqual([]);
    await changeRepository(harness.ctx, repo, { archived: true });
    expect(await lines({ upload: first, change: 'introduced' })).toEqual([1, 2, 3]);
    await expect(list({ change: 'fixed' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'change' }],
    });
  });

  it('comes with its evidence, sightings, timeline, action and siblings', async () => {
    const [first] = (await list({ repo: 'acme/web' })).items;
    const view = await getFinding(harness.ctx, { id: first?.id ?? '' });
    expect(view.finding).toEqual(first);
    expect(view.evidence).toHaveLength(1);
    expect(view.evidence[0]).toMatchObject({ scanner: 'plumbtest', present: true });
    expect(view.sightings).toMatchObject([{ pipeline: 'ci', present: true, tracked: true }]);
    expect(view.timeline.map((event) => event.kind)).toEqual(['introduced']);
    expect(view.action?.open).toBe(view.siblings.length + 1);
    const action = await list({ action: view.action?.id });
    expect(action.total.value).toBe(view.action?.open);
    expect(await getFinding(harness.ctx, { repo: 'ACME/web', number: first?.number ?? 0 })).toEqual(view);
  });

  it.each(['fnd_1_zz', 'fnd_zz_1', 'nonsense', 'upl_1_1', ''])('is not there: %s', async (id) => {
    await expect(getFinding(harness.ctx, { id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('another organization', () => {
  it('sees nothing of this one', async () => {
    const [other] = await harness.admin<{ id: number }[]>`
      insert into organizations (slug, name, demo, created_at) values ('other', 'Other', false, now()) returning id`;
    const orgId = other?.id ?? 0;
    const ctx = await actAs(harness, { kind: 'user', orgId, role: 'admin' });
    const [mine] = (await list()).items;
    const [upload] = (await getIngest(harness.ctx, uploadListParams.parse({}))).items;
    await expect(getFinding(ctx, { id: mine?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getUpload(ctx, upload?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
    await expect(getRepository(ctx, 'acme/web')).rejects.toMatchObject({ code: 'not_found' });
    await expect(getFindings(ctx, findingListParams.parse({ repo: 'acme/web' }))).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await getFindings(ctx, findingListParams.parse({ q: 'rule' }))).total.value).toBe(0);
    expect((await getFindingFacets(ctx, findingListParams.parse({}))).repo).toEqual([]);
    expect((await getActions(ctx, { limit: 50 })).items).toEqual([]);
    expect((await getRepositories(ctx, repositoryListParams.parse({}))).items).toEqual([]);
    expect(await getToday(ctx)).toMatchObject({ stage: 'not_configured', score: { score: null }, actions: [] });
    expect((await getIngest(ctx, uploadListParams.parse({}))).total.value).toBe(0);
  });
});

describe('a rule whose name is only an id', () => {
  it('is found by the words of its title', async () => {
    const report = JSON.parse(sarifOf(resultsFrom(1, 1, 'pages').map((result) => ({ ...result, rule: 'js/xss' }))));
    const [rule] = report.runs[0].tool.driver.rules;
    Object.assign(rule, { name: 'XSS', shortDescription: { text: 'Cross-site Scripting' } });
    await harness.deliver({ repo: 'acme/pages', pipeline: 'ci' }, JSON.stringify(report));
    const { items } = await list({ q: 'site script', repo: 'acme/pages' });
    expect(items.map((item) => item.title)).toEqual(['Cross-site Scripting']);
    expect((await list({ q: 'xss', repo: 'acme/pages' })).items).toHaveLength(1);
  });
});
