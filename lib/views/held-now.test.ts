import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { createToken } from '#lib/services/token/create.ts';
import { revokeToken } from '#lib/services/token/revoke.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getFinding } from './finding/get-finding.ts';
import { getFindings } from './finding/get-findings.ts';
import { getToday } from './posture/get-today.ts';
import { getRepository } from './repository/get-repository.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const report = (rules: string) =>
  sarifOf([...rules].map((rule) => ({ rule, file: `${rule}.ts`, line: 1, code: `${rule}()` })));

const rulesOf = async (params: Record<string, unknown>) =>
  (await getFindings(harness.ctx, findingListParams.parse(params))).items.map((item) => item.rule).sort();

const sastOf = async (repo: string) => {
  const { repository } = await getRepository(harness.ctx, repo);
  return repository.coverage.find(({ category }) => category === 'sast');
};

describe('what is configured', () => {
  it('is nothing once the only token to upload with was revoked', async () => {
    const { id } = await createToken(harness.ctx, createTokenBody.parse({ kind: 'upload', name: 'ci' }));
    expect((await getToday(harness.ctx)).stage).not.toBe('not_configured');
    await revokeToken(harness.ctx, id);
    expect((await getToday(harness.ctx)).stage).toBe('not_configured');
  });
});

describe('findings of two pipelines', () => {
  it('belong to those that hold them now, once fixed to those that held them', async () => {
    const repo = 'acme/web';
    await harness.deliver({ repo, pipeline: 'ci' }, report('abc'));
    await harness.deliver({ repo, pipeline: 'nightly' }, report('a'));
    tick(harness, 5);
    await harness.deliver({ repo, pipeline: 'ci' }, report('ab'));
    await harness.deliver({ repo, pipeline: 'nightly' }, report(''));
    expect(await rulesOf({ repo, pipeline: 'ci' })).toEqual(['a', 'b']);
    expect(await rulesOf({ repo, pipeline: 'nightly' })).toEqual([]);
    expect(await rulesOf({ repo, pipeline: 'ci', state: 'fixed' })).toEqual(['c']);
    expect(await rulesOf({ repo, pipeline: 'nightly', state: 'fixed' })).toEqual([]);
    expect((await sastOf(repo))?.open).toBe(2);
  });

  it('say which pipeline and which scanner hold them', async () => {
    const [fixed] = (await getFindings(harness.ctx, findingListParams.parse({ state: 'fixed' }))).items;
    const gone = await getFinding(harness.ctx, { id: fixed?.id ?? '' });
    expect([gone.evidence.map((one) => one.present), gone.sightings.map((one) => one.present)]).toEqual([
      [false],
      [false],
    ]);
    const open = await getFinding(harness.ctx, { repo: 'acme/web', number: 1 });
    expect(open.sightings.map((one) => [one.pipeline, one.present])).toEqual([
      ['ci', true],
      ['nightly', false],
    ]);
  });
});

describe('a branch that does not count', () => {
  it('measures nothing, in its repository and in the organization', async () => {
    const measured = harness.clock.now.toISOString();
    tick(harness, 60);
    await harness.deliver({ repo: 'acme/branch', ref: 'feature' }, report('ab'));
    expect(await sastOf('acme/branch')).toMatchObject({ state: 'never', open: null, last_success_at: null });
    const { score } = await getToday(harness.ctx);
    expect(score.categories.find(({ category }) => category === 'sast')?.last_success_at).toBe(measured);
  });
});
