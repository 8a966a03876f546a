import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkPreviewBody, bulkRequest } from '#lib/contracts/exception-bulk.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getExceptionSummary } from '#lib/views/exception/get-exception-summary.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { recount } from '../recount.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { previewBulk } from './preview-bulk.ts';
import { requestInBulk } from './request-in-bulk.ts';
import { undoBatch } from './undo-batch.ts';

let harness: Harness;

const results = (rules: readonly string[]): FakeResult[] =>
  rules.flatMap((rule) =>
    [1, 2, 3].map((line) => ({ rule, file: `test/${rule}.ts`, line: line * 9, code: `use(${rule}${line})` })),
  );

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  await harness.deliver({ repo: 'acme/web' }, sarifOf(results(['a', 'b'])));
  await harness.deliver({ repo: 'acme/api' }, sarifOf(results(['a', 'c'])));
});
afterAll(() => harness.close());

const ofRule = { filter: { rule: 'a' }, kind: 'accepted' } as const;
const preview = () => previewBulk(harness.ctx, bulkPreviewBody.parse(ofRule));
const asked = (token: string) =>
  bulkRequest.parse({
    ...{ ...ofRule, token, reason: 'Only tests.' },
    expires_at: new Date(harness.clock.now.getTime() + 9e8).toISOString(),
  });
const states = async () => {
  const params = findingListParams.parse({ state: ['open', 'accepted', 'false_positive'] });
  return (await getFindings(harness.ctx, params)).items.map(({ ref, state }) => `${ref} ${state}`).sort();
};
const events = async () => (await harness.sql`select kind from finding_events`).length;

describe('a decision about many findings', () => {
  it('is previewed as it will be, and the preview leaves nothing behind', async () => {
    const [before, told] = [await states(), await events()];
    const shown = await preview();
    expect(shown).toMatchObject({ findings: 6, kev: 0, decided: 0, fixed: 0, repositories_total: 2 });
    expect(shown.counts.high).toBe(6);
    expect(await states()).toEqual(before);
    expect(await events()).toBe(told);
    const done = await requestInBulk(harness.ctx, asked(shown.token));
    expect(done).toMatchObject({ findings: 6, repositories: 2, in_force: true });
    const { score } = await getToday(harness.ctx);
    expect(score.score).toBe(shown.organization.after);
    expect(score.without_acceptances).toBe(shown.organization.before);
    expect(score.accepted).toBe(6);
    // What a line beside a score says is what the screen that it leads to says.
    const { accepted } = await getExceptionSummary(harness.ctx, { repo: ['acme/web'] });
    expect([accepted, (await getRepository(harness.ctx, 'acme/web')).score.accepted]).toEqual([3, 3]);
    expect((await getExceptionSummary(harness.ctx, {})).accepted).toBe(6);
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
    tick(harness, 1);
    expect(await undoBatch(harness.ctx, done.batch)).toEqual({ findings: 6 });
    expect(await states()).toEqual(before);
    await expect(undoBatch(harness.ctx, done.batch)).rejects.toMatchObject({ code: 'not_found' });
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });

  it('is refused when its filter finds other findings than the preview showed', async () => {
    const { token } = await preview();
    tick(harness, 5);
    await harness.deliver({ repo: 'acme/new' }, sarifOf(results(['a'])));
    const before = await states();
    await expect(requestInBulk(harness.ctx, asked(token))).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('It is 9 findings now, 3 more than the 6 of the preview.'),
    });
    expect(await states()).toEqual(before);
  });

  it('is about a chosen part of the organization, where a filter is given with one', async () => {
    const { findings } = await preview();
    const part = { ...ofRule, scope: 'repo:acme/web' };
    const shown = await previewBulk(harness.ctx, bulkPreviewBody.parse(part));
    expect(shown).toMatchObject({ findings: 3, repositories: [{ repo: 'acme/web', findings: 3 }] });
    expect(findings).toBeGreaterThan(3);
    expect(bulkPreviewBody.safeParse({ findings: ['fnd_1'], kind: 'accepted', scope: 'repo:acme/web' }).success).toBe(
      false,
    );
    const nowhere = bulkPreviewBody.parse({ ...ofRule, scope: 'repo:acme/none' });
    await expect(previewBulk(harness.ctx, nowhere)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is made once by two who make it at the same time: the second is told what there is left', async () => {
    const { token } = await preview();
    const both = await Promise.allSettled([
      requestInBulk(harness.ctx, asked(token)),
      requestInBulk(harness.ctx, asked(token)),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'conflict', sentence: expect.stringContaining('0 findings now') });
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });
});
