import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { recount } from '../recount.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { retireStream } from './retire-stream.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const problems = (...names: string[]) =>
  sarifOf(names.map((name) => ({ rule: 'r', file: `${name}.ts`, line: 1, code: `call(${name});` })));

async function pathsOf(repo: string, state = 'open'): Promise<(string | null)[]> {
  const list = await getFindings(harness.ctx, findingListParams.parse({ repo, state }));
  return list.items.map((item) => item.path).sort();
}

async function streamOf(repo: string, pipeline: string) {
  const { streams } = await getRepository(harness.ctx, repo);
  const stream = streams.find((one) => one.pipeline === pipeline);
  if (!stream) throw new Error(`no stream of ${pipeline}`);
  return stream;
}

const retire = async (repo: string, pipeline: string, ctx = harness.ctx) =>
  retireStream(ctx, repo, (await streamOf(repo, pipeline)).id);

describe('retiring a stream', () => {
  it('fixes what nobody else sees, and history says why and by whom', async () => {
    const repo = 'acme/renamed-workflow';
    await harness.deliver({ repo, pipeline: 'old.yml' }, problems('a', 'b', 'c'));
    tick(harness, 5);
    await harness.deliver({ repo, pipeline: 'new.yml' }, problems('c', 'd'));
    tick(harness, 5);
    expect(await retire(repo, 'old.yml')).toMatchObject({ fixed: 2, score: { before: expect.any(Number) } });
    expect(await pathsOf(repo)).toEqual(['c.ts', 'd.ts']);
    expect(await pathsOf(repo, 'fixed')).toEqual(['a.ts', 'b.ts']);
    const { timeline } = await getFinding(harness.ctx, { repo, number: 1 });
    expect(timeline.find((event) => event.kind === 'fixed')).toMatchObject({
      text: 'Fixed: stream retired (old.yml · plumbtest · main), and no other report sees it',
      ...{ upload: null, user: null, token: 'test' },
    });
    const stream = await streamOf(repo, 'old.yml');
    expect(stream).toMatchObject({ present: 0, retired_by: 'test', retired_at: harness.clock.now.toISOString() });
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('twice changes nothing the second time', async () => {
    const repo = 'acme/renamed-workflow';
    const { retired_at } = await streamOf(repo, 'old.yml');
    tick(harness, 5);
    expect(await retire(repo, 'old.yml')).toMatchObject({ fixed: 0, score: null, retired_at });
  });

  it('is undone by its next report, which opens again what it still has', async () => {
    const repo = 'acme/renamed-workflow';
    tick(harness, 5);
    const upload = await harness.deliver({ repo, pipeline: 'old.yml', commit: 'c'.repeat(40) }, problems('a', 'c'));
    expect(upload).toMatchObject({ state: 'processed', introduced: 0, reopened: 1, fixed: 0 });
    expect(await pathsOf(repo)).toEqual(['a.ts', 'c.ts', 'd.ts']);
    expect(await streamOf(repo, 'old.yml')).toMatchObject({ present: 2, retired_at: null, retired_by: null });
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('is undone by the very same report as well: it is no repetition of what was retired', async () => {
    const repo = 'acme/same-again';
    await harness.deliver({ repo }, problems('a'));
    tick(harness, 5);
    expect((await harness.accept({ repo }, problems('a'))).duplicate).toBe(true);
    await retire(repo, 'default');
    tick(harness, 5);
    const again = await harness.accept({ repo }, problems('a'));
    expect(again.duplicate).toBe(false);
    expect((await harness.accept({ repo }, problems('a'))).upload.number).toBe(again.upload.number);
    expect(await harness.process(again.upload)).toMatchObject({ state: 'processed', reopened: 1 });
    expect((await harness.accept({ repo }, problems('a'))).upload.number).toBe(again.upload.number);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('takes its categories out of what is measured', async () => {
    const repo = 'acme/unmeasured';
    await harness.deliver({ repo }, problems('a'));
    const measured = async () =>
      (await getRepository(harness.ctx, repo)).repository.coverage.filter((cell) => cell.state !== 'never').length;
    expect(await measured()).toBe(1);
    await retire(repo, 'default');
    expect(await measured()).toBe(0);
    expect((await getRepository(harness.ctx, repo)).score.score).toBeNull();
  });

  it('settles the report that it holds', async () => {
    const repo = 'acme/held';
    const many = Array.from({ length: 30 }, (_, index) => `n${index}`);
    await harness.deliver({ repo }, problems(...many));
    tick(harness, 5);
    const held = await harness.deliver({ repo }, problems());
    expect(held.state).toBe('held');
    await retire(repo, 'default');
    const view = await getRepository(harness.ctx, repo);
    expect(view.streams).toMatchObject([{ held_upload: null }]);
    expect(view.uploads.find((upload) => upload.status === 'superseded')?.reason).toMatch(/retired by test/);
  });

  it('ends those on other refs without moving posture', async () => {
    const repo = 'acme/branch';
    await harness.deliver({ repo, ref: 'main' }, problems('a'));
    await harness.deliver({ repo, ref: 'feature', pipeline: 'pr.yml' }, problems('a', 'b'));
    expect(await retire(repo, 'pr.yml')).toMatchObject({ fixed: 0 });
    expect(await pathsOf(repo)).toEqual(['a.ts']);
    expect(await pathsOf(repo, 'branch')).toEqual(['b.ts']);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('is for administrators and security, and for streams of the repository alone', async () => {
    const repo = 'acme/branch';
    const of = (role: 'developer' | 'security') => actAs(harness, { kind: 'user', orgId: harness.ctx.orgId, role });
    await expect(retire(repo, 'default', await of('developer'))).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await streamOf('acme/held', 'default');
    await expect(retireStream(harness.ctx, repo, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(retireStream(harness.ctx, repo, 'str_1')).rejects.toMatchObject({ code: 'not_found' });
    expect(await retire(repo, 'default', await of('security'))).toMatchObject({ fixed: 1 });
  });
});

describe('a stream that seems to be over', () => {
  it('is offered with its evidence', async () => {
    const repo = 'acme/offered';
    const day = 24 * 60;
    for (let run = 0; run < 5; run += 1) {
      await harness.deliver({ repo, pipeline: 'old.yml', commit: `a00000${run}` }, problems('a', 'b', 'c'));
      tick(harness, day);
    }
    for (let run = 0; run < 5; run += 1) {
      await harness.deliver({ repo, pipeline: 'new.yml', commit: `b00000${run}` }, problems('b', 'c', 'd'));
      tick(harness, day);
    }
    const twin = (await streamOf(repo, 'new.yml')).id;
    expect((await streamOf(repo, 'old.yml')).retirement).toEqual({
      reason:
        'It has not reported for 6 days (usually daily), while plumbtest reports from new.yml. That one sees 2 of the 3 findings that this one holds.',
      twin,
      shared: 2,
    });
    expect((await streamOf(repo, 'new.yml')).retirement).toBeNull();
    await retire(repo, 'old.yml');
    expect((await streamOf(repo, 'old.yml')).retirement).toBeNull();
  });
});
