import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureMonths } from '#db/partitions.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { type Harness, sarifOf } from '#lib/services/testing.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { startThreeRepositories } from '#lib/views/testing.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { getToday } from './get-today.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startThreeRepositories();
});
afterAll(() => harness.close());

const list = (params: Record<string, unknown> = {}) => getFindings(harness.ctx, findingListParams.parse(params));

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
    expect(today.actions.map(({ kind }) => kind)).toContain('coverage');
    const first = today.actions.find(({ kind }) => kind !== 'coverage');
    const own = (await getActions(harness.ctx, { limit: 200 })).items.find(({ id }) => id === first?.id);
    expect(own).toEqual(first);
    expect(first?.points.organization).toBeGreaterThan(0);
    expect(first?.points.organization).toBeLessThan(first?.points.repository ?? 0);
    expect(today.actions_gain).toBeLessThanOrEqual(100 - (today.score.score ?? 0));
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

  it.each(['score', '-score', '-not_measured', '-last_upload', 'name'] as const)(
    'lists every repository once by %s',
    async (sort) => {
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
      if (sort !== 'name' && sort !== '-not_measured')
        expect(names.slice(0, 3).every((name) => !name.includes('silent'))).toBe(true);
    },
  );
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
    const coverage = all.items.filter(({ kind }) => kind === 'coverage');
    expect(coverage.map(({ title }) => title)).toContain('Connect a scanner of secrets to 3 repositories');
    expect(seen).toEqual(all.items.map((item) => item.id));
    expect(all.total).toEqual({ value: seen.length, relation: 'exact' });
    for (const item of all.items.slice(0, 3)) expect(await getAction(harness.ctx, item.id)).toMatchObject(item);
    const lane = all.items[0]?.lane ?? 'by_value';
    const ofLane = await getActions(harness.ctx, { lane: [lane], repo: ['acme/web'], limit: 200 });
    const stored = (items: typeof all.items) => items.filter(({ kind }) => kind !== 'coverage');
    const wanted = stored(all.items).filter((item) => item.lane === lane && item.repo === 'acme/web');
    expect(stored(ofLane.items)).toEqual(wanted);
    expect(ofLane.total.value).toBe(ofLane.items.length);
  });
});

describe('what changed in a week', () => {
  it('is told by the score of then, which the history has too', async () => {
    const { admin, ctx } = harness;
    const day = '2026-02-23';
    await ensureMonths(harness.systemSql, new Date(`${day}T00:00:00Z`));
    await admin`
      insert into repository_days (org_id, repo_id, day, score, score_detail, open_critical, open_high, open_medium, open_low,
        open_info, introduced, reopened, fixed, uploads)
      select s.org_id, s.repo_id, ${day}::date, case when r.slug = 'acme/api' then s.score - 9 else s.score + 9 end,
        jsonb_build_object('waterfall', jsonb_build_array(s.score_detail -> 'waterfall' -> 0)), 0, 0, 0, 0, 0, 0, 0, 0, 1
      from repository_state s join repositories r on r.org_id = s.org_id and r.id = s.repo_id
      where r.slug in ('acme/web', 'acme/api')`;
    await admin`
      insert into organization_days (org_id, day, score, not_measured, open_critical, open_high, open_medium, open_low, open_info,
        introduced, reopened, fixed, repositories, formula)
      values (${ctx.orgId}, ${day}, 90, 10, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1)`;
    const today = await getToday(ctx);
    expect(today.change).toEqual({ since: day, points: expect.closeTo((today.score.score ?? 0) - 90, 5) });
    expect(today.history.find((point) => point.day === day)?.score).toBe(90);
  });

  it('names the streams that went quiet, and only those', async () => {
    expect((await getToday(harness.ctx)).silent).toEqual([]);
    await harness.admin`
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
    const [newest] = processed.items;
    expect(await getUpload(harness.ctx, newest?.id ?? '')).toEqual({
      ...newest,
      ...{ parts: expect.any(Array), closing: null, run: null },
      // The upload itself says more of what it was judged by.
      gate: expect.objectContaining(newest?.gate ?? {}),
    });
  });
});
