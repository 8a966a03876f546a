import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureMonths } from '#db/partitions.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { getAction, getActions } from './get-actions.ts';
import { getFinding } from './get-finding.ts';
import { getFindingFacets } from './get-finding-facets.ts';
import { getFindings } from './get-findings.ts';
import { getIngest } from './get-ingest.ts';
import { getRepositories } from './get-repositories.ts';
import { getRepository } from './get-repository.ts';
import { getToday } from './get-today.ts';
import { getUpload } from './get-upload.ts';

let harness: Harness;

const LEVELS = ['error', 'warning', 'note'] as const;

function results(from: number, count: number, file: string): FakeResult[] {
  return Array.from({ length: count }, (_, index) => ({
    rule: `rule-${(from + index) % 7}`,
    file: `${file}/part-${index % 5}.ts`,
    line: 10 + index,
    code: `call(${from + index});`,
    level: LEVELS[(from + index) % 3] ?? 'note',
  }));
}

beforeAll(async () => {
  harness = await startHarness();
  for (const [index, repo] of ['acme/web', 'acme/api', 'acme/docs'].entries()) {
    await harness.deliver({ repo, pipeline: 'ci' }, sarifOf(results(index * 10, 30, 'src')));
    tick(harness, 30);
    await harness.deliver({ repo, pipeline: 'ci' }, sarifOf(results(index * 10, 25, 'src')));
    tick(harness, 30);
  }
});
afterAll(() => harness.close());

const list = (params: Record<string, unknown> = {}) => getFindings(harness.ctx, findingListParams.parse(params));
const facets = (params: Record<string, unknown> = {}) => getFindingFacets(harness.ctx, findingListParams.parse(params));

/** Every page of a list. */
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
    const { sql } = harness;
    const before = await everything({ repo: 'acme/docs' });
    let round = 0;
    const ids = await everything({ repo: 'acme/docs' }, async () => {
      round += 1;
      await sql`update findings set rank = 0 where number = ${round * 4} and state = 'open'`;
    });
    await sql`update findings set rank = severity * 100 + confidence * 10`;
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

  it('refuses a cursor that it did not make', async () => {
    for (const cursor of ['x', 'bnVsbA', '%%%', Buffer.from('["findings -risk","a",1,2]').toString('base64url')]) {
      await expect(list({ cursor })).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });
});

describe('one finding', () => {
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
    const [other] = await harness.sql<{ id: number }[]>`
      insert into organizations (slug, name, demo, created_at) values ('other', 'Other', false, now()) returning id`;
    const orgId = other?.id ?? 0;
    const ctx = { ...harness.ctx, orgId, principal: { kind: 'user', orgId, role: 'admin' } as const };
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

describe('a token of one repository', () => {
  const scoped = () => ({
    ...harness.ctx,
    principal: { kind: 'api_token', orgId: harness.ctx.orgId, role: 'viewer', scopes: ['acme/web'] } as const,
  });

  it('reads it, and learns nothing of the others', async () => {
    const params = findingListParams.parse({ repo: 'acme/web' });
    expect((await getFindings(scoped(), params)).total.value).toBe(25);
    expect((await getFindingFacets(scoped(), params)).repo.map((value) => value.value)).toEqual(['acme/web']);
    expect((await getFindingFacets(scoped(), { ...params, q: 'rule' })).repo.map((v) => v.value)).toEqual(['acme/web']);
    expect((await getRepository(scoped(), 'acme/web')).repository.name).toBe('acme/web');
    await expect(getRepository(scoped(), 'acme/api')).rejects.toMatchObject({ code: 'not_found' });
    await expect(getFindings(scoped(), findingListParams.parse({}))).rejects.toMatchObject({ code: 'forbidden' });
    const [foreign] = (await list({ repo: 'acme/api' })).items;
    await expect(getFinding(scoped(), { id: foreign?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(getToday(scoped())).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('posture', () => {
  it('loses exactly what its parts say, and counts what the lists count', async () => {
    const today = await getToday(harness.ctx);
    expect(today.stage).toBe('ready');
    const lost = today.score.waterfall.reduce((sum, { points }) => sum + points, 0);
    expect(lost).toBeCloseTo(100 - (today.score.score ?? 0), 9);
    expect(today.open.high).toBe((await list({ severity: 'high' })).total.value);
    expect(today.repositories).toEqual({ total: 3, measured: 3 });
    expect(today.history).toHaveLength(90);
    expect(today.history.at(-1)?.score).toBe(today.score.score);
    expect(today.history.at(-2)?.score).toBeNull();
    expect(today.actions).toHaveLength(5);
    expect(today.actions_total.value).toBe((await getActions(harness.ctx, { limit: 200 })).items.length);
    expect(today.score.categories.find((category) => category.category === 'sast')).toMatchObject({ confidence: 1 });
  });

  it('of a repository has the same parts, its streams, uploads and actions', async () => {
    const view = await getRepository(harness.ctx, 'acme/web');
    const lost = view.score.waterfall.reduce((sum, { points }) => sum + points, 0);
    expect(lost).toBeCloseTo(100 - (view.score.score ?? 0), 9);
    expect(view.streams).toMatchObject([{ pipeline: 'ci', present: 25 }]);
    expect(view.uploads).toHaveLength(2);
    expect(view.repository.coverage.find((cell) => cell.category === 'sast')).toMatchObject({
      state: 'fresh',
      open: 25,
    });
    expect(view.repository.coverage.find((cell) => cell.category === 'dast')).toMatchObject({
      state: 'never',
      open: null,
    });
    expect(view.repository.open.high).toBe((await list({ repo: 'acme/web', severity: 'high' })).total.value);
  });

  it.each(['score', '-score', '-last_upload', 'name'] as const)('lists every repository once by %s', async (sort) => {
    await harness.accept({ repo: `acme/silent-${sort.replace('_', '')}` }, sarifOf([]));
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await getRepositories(harness.ctx, repositoryListParams.parse({ sort, limit: 2, cursor }));
      names.push(...page.items.map((item) => item.name));
      expect(page.total.value).toBeGreaterThan(3);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    const { total } = await getRepositories(harness.ctx, repositoryListParams.parse({ sort }));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(total.value);
    if (sort !== 'name') expect(names.slice(0, 3).every((name) => !name.includes('silent'))).toBe(true);
  });
});

describe('the queue', () => {
  it('has every action once, lane by lane', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await getActions(harness.ctx, { limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    const all = await getActions(harness.ctx, { limit: 200 });
    expect(seen).toEqual(all.items.map((item) => item.id));
    expect(all.total).toEqual({ value: seen.length, relation: 'exact' });
    for (const item of all.items.slice(0, 3)) expect(await getAction(harness.ctx, item.id)).toEqual(item);
    const lane = all.items[0]?.lane ?? 'by_value';
    const ofLane = await getActions(harness.ctx, { lane: [lane], repo: ['acme/web'], limit: 200 });
    const wanted = all.items.filter((item) => item.lane === lane && item.repo === 'acme/web');
    expect(ofLane.items).toEqual(wanted);
    expect(ofLane.total.value).toBe(wanted.length);
  });
});

describe('what changed in a week', () => {
  it('is told with points, a reason, and a link whose list has the number that the text says', async () => {
    const { sql, ctx } = harness;
    const day = '2026-02-23';
    await ensureMonths(sql, new Date(`${day}T00:00:00Z`));
    await sql`
      insert into repository_days (org_id, repo_id, day, score, score_detail, open_critical, open_high, open_medium, open_low,
        open_info, introduced, reopened, fixed, uploads)
      select s.org_id, s.repo_id, ${day}::date, case when r.slug = 'acme/api' then s.score - 9 else s.score + 9 end,
        jsonb_build_object('waterfall', jsonb_build_array(jsonb_build_object('points', s.waterfall[1]))), 0, 0, 0, 0, 0, 0, 0, 0, 1
      from repository_state s join repositories r on r.org_id = s.org_id and r.id = s.repo_id
      where r.slug in ('acme/web', 'acme/api')`;
    await sql`
      insert into organization_days (org_id, day, score, not_measured, open_critical, open_high, open_medium, open_low, open_info,
        introduced, reopened, fixed, repositories, formula)
      values (${ctx.orgId}, ${day}, 90, 10, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1)`;
    const today = await getToday(ctx);
    expect(today.change).toEqual({ since: day, points: expect.closeTo((today.score.score ?? 0) - 90, 5) });
    expect(today.history.find((point) => point.day === day)?.score).toBe(90);
    const byRepo = new Map(today.changes.map((change) => [change.repo, change]));
    expect(byRepo.get('acme/web')).toMatchObject({ kind: 'introduced', text: '25 new findings' });
    expect(byRepo.get('acme/web')?.points).toBeLessThan(0);
    expect(byRepo.get('acme/api')).toMatchObject({ kind: 'fixed', text: '5 findings fixed' });
    expect(byRepo.get('acme/api')?.points).toBeGreaterThan(0);
    expect(byRepo.get('acme/docs')).toMatchObject({ kind: 'repository_added', points: null });
    for (const repo of ['acme/web', 'acme/api']) {
      const change = byRepo.get(repo);
      const query = Object.fromEntries(new URL(change?.url ?? '', 'http://x').searchParams);
      expect(`${(await list(query)).total.value}`).toBe(change?.text.split(' ')[0]);
    }
  });

  it('names the streams that went quiet, and only those', async () => {
    expect((await getToday(harness.ctx)).silent).toEqual([]);
    await harness.sql`
      update streams set reports = 9, report_interval = 86400, last_report_at = ${harness.clock.now}::timestamptz - interval '9 days'
      where repo_id = (select id from repositories where slug = 'acme/docs')`;
    expect((await getToday(harness.ctx)).silent).toMatchObject([
      { repo: 'acme/docs', pipeline: 'ci', text: 'has not reported for 9 days (usually daily)' },
    ]);
  });
});

describe('uploads', () => {
  it('are listed newest first, page after page, with how many stand where', async () => {
    const all = await getIngest(harness.ctx, uploadListParams.parse({ limit: 200 }));
    const first = await getIngest(harness.ctx, uploadListParams.parse({ limit: 4 }));
    const second = await getIngest(harness.ctx, uploadListParams.parse({ limit: 4, cursor: first.next_cursor }));
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(all.items.slice(0, 8).map((i) => i.id));
    expect(all.states.processed.value).toBe(6);
    expect(all.total.value).toBe(all.items.length);
    const processed = await getIngest(
      harness.ctx,
      uploadListParams.parse({ state: 'processed,held', repo: 'acme/web' }),
    );
    expect(processed.items).toHaveLength(2);
    expect(await getUpload(harness.ctx, processed.items[0]?.id ?? '')).toEqual(processed.items[0]);
  });
});
