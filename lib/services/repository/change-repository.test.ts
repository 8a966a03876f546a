import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { recount } from '../recount.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { changeRepository } from './change-repository.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const problems = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ rule: 'r', file: 'a.ts', line: index + 1, code: `call(${index});` }));

async function open(repo: string): Promise<number> {
  return (await getFindings(harness.ctx, findingListParams.parse({ repo }))).total.value;
}

describe('changing a repository', () => {
  it('to another default branch opens the findings of that branch and closes those of the old one alone', async () => {
    const repo = 'acme/branches';
    await harness.deliver({ repo, ref: 'main' }, sarifOf(problems(5)));
    tick(harness, 5);
    await harness.deliver({ repo, ref: 'next' }, sarifOf(problems(8).slice(2)));
    expect(await open(repo)).toBe(5);
    await changeRepository({ ...harness.ctx, userId: 7 }, repo, { default_branch: 'refs/heads/next' });
    expect(await open(repo)).toBe(6);
    const by = await harness.sql`
      select e.kind, e.user_id, count(*)::int from finding_events e
      join repositories r on r.org_id = e.org_id and r.id = e.repo_id
      where r.slug = ${repo} and e.upload = 0 group by 1, 2 order by 1`;
    expect(by).toEqual([
      { kind: 'fixed', userId: 7, count: 2 },
      { kind: 'introduced', userId: 7, count: 3 },
    ]);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
    const view = await getRepository(harness.ctx, repo);
    expect(view.default_branch).toBe('next');
    expect(view.streams.map((stream) => [stream.ref, stream.tracked])).toEqual([
      ['next', true],
      ['main', false],
    ]);
    await changeRepository(harness.ctx, repo, { tracked_refs: ['main', 'next', 'main'] });
    expect(await open(repo)).toBe(8);
    expect((await getRepository(harness.ctx, repo)).tracked_refs).toEqual(['main']);
    const { timeline } = await getFinding(harness.ctx, { repo, number: 1 });
    expect(timeline.find(({ kind }) => kind === 'reopened')).toMatchObject({ upload: null, user: null, token: 'test' });
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('to public exposure costs points and moves its actions', async () => {
    const repo = 'acme/exposed';
    await harness.deliver({ repo }, sarifOf(problems(5)));
    const before = await getRepository(harness.ctx, repo);
    await changeRepository(harness.ctx, repo, { exposure: 'public', criticality: 'critical' });
    const after = await getRepository(harness.ctx, repo);
    expect(after.score.score).toBeLessThan(before.score.score ?? 0);
    const action = after.actions.find(({ kind }) => kind !== 'coverage');
    expect(action?.why.map(({ text }) => text)).toContain('repository of critical criticality');
  });

  it('to archived takes it out of every number of the organization', async () => {
    const repo = 'acme/old';
    await harness.deliver({ repo }, sarifOf(problems(9)));
    const before = await getToday(harness.ctx);
    await changeRepository(harness.ctx, repo, { archived: true });
    const after = await getToday(harness.ctx);
    expect(after.open.high).toBe(before.open.high - 9);
    expect(after.repositories.total).toBe(before.repositories.total - 1);
    const all = await getFindings(harness.ctx, findingListParams.parse({ severity: 'high' }));
    expect(all.total.value).toBe(after.open.high);
    expect(await open(repo)).toBe(9);
  });

  it('needs the permission', async () => {
    const ctx = await actAs(harness, { kind: 'user', orgId: harness.ctx.orgId, role: 'security' });
    await expect(changeRepository(ctx, 'acme/old', { archived: false })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeRepository(harness.ctx, 'acme/none', {})).rejects.toMatchObject({ code: 'not_found' });
  });
});
