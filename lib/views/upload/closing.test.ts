import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeId } from '#lib/ids.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { releaseUpload } from '#lib/services/upload/release.ts';
import { getUpload } from './get-upload.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** Thirty findings; the last five are notes. */
const problems = Array.from({ length: 30 }, (_, index) => ({
  ...{ rule: 'r', file: `src/${index}.ts`, line: index + 1, code: `call(${index});` },
  level: index < 25 ? ('error' as const) : ('note' as const),
}));

/** All of them, then a report of the last one only, which is held. */
async function held(repo: string) {
  await harness.deliver({ repo }, sarifOf(problems));
  tick(harness, 5);
  const upload = await harness.deliver(
    { repo, run_id: '77', run_url: 'https://ci.test/77' },
    sarifOf(problems.slice(-1)),
  );
  expect(upload.state).toBe('held');
  return { upload, id: encodeId('upload', upload) };
}

describe('what a held report would close', () => {
  it('is said in full and by severity, and listed worst first with where it is', async () => {
    const { id } = await held('acme/listed');
    const { closing, run } = await getUpload(harness.ctx, id);
    expect(closing?.total).toBe(29);
    expect(closing?.open).toMatchObject({ critical: 0, high: 25, low: 4 });
    expect(closing?.findings).toHaveLength(29);
    expect(closing?.findings[0]).toEqual({
      ref: 'acme/listed#1',
      title: 'Found by r',
      severity: 'high',
      path: 'src/0.ts',
      line: 1,
      package: null,
      elsewhere: false,
      url: '/repositories/acme/listed/findings/1',
    });
    expect(closing?.findings.map(({ severity }) => severity)).toEqual([
      ...Array.from({ length: 25 }, () => 'high'),
      ...Array.from({ length: 4 }, () => 'low'),
    ]);
    expect(run).toEqual({ id: '77', attempt: 1, url: 'https://ci.test/77' });
  });

  it('stays open where another stream of a tracked ref has it, not where a branch has it', async () => {
    const repo = 'acme/elsewhere';
    await harness.deliver({ repo, label: 'again' }, sarifOf(problems.slice(0, 2)));
    await harness.deliver({ repo, label: 'again', ref: 'feature' }, sarifOf(problems.slice(2, 4)));
    const { id } = await held(repo);
    const { closing } = await getUpload(harness.ctx, id);
    expect(closing?.findings.filter(({ elsewhere }) => elsewhere).map(({ path }) => path)).toEqual([
      'src/0.ts',
      'src/1.ts',
    ]);
  });

  it('is for those who may read findings, and only while it is held', async () => {
    const { upload, id } = await held('acme/rights');
    const deliverer = await actAs(harness, {
      ...{ kind: 'upload_token', orgId: harness.ctx.orgId, tokenId: 1 },
      ...{ scopes: ['*'], pipelines: [], scanners: [] },
    });
    expect((await getUpload(deliverer, id)).closing).toBeNull();
    await releaseUpload(harness.ctx, id);
    tick(harness, 300);
    await harness.process(upload);
    const after = await getUpload(harness.ctx, id);
    expect(after).toMatchObject({ status: 'processed', closing: null, fixed: 29, released_by: 'test' });
    // The hours before the release are no part of its reading.
    expect(Date.parse(after.processing_at ?? '') - Date.parse(after.released_at ?? '')).toBe(300 * 60_000);
  });
});
