import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conditionsOf } from '#lib/contracts/conditions-of.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { rulePreviewBody } from '#lib/contracts/exception-rule.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getRule } from '#lib/views/exception-rule/get-rule.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { sweepExceptions } from '../exception/sweep-exceptions.ts';
import { withdrawException } from '../exception/withdraw-exception.ts';
import { recount } from '../recount.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { previewRule } from './preview-rule.ts';
import { makeRule, runRuleJobs } from './testing.ts';
import { tryRule } from './try-rule.ts';
import { withdrawRule } from './withdraw-rule.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());
const DAY = 24 * 60;

const at = (file: string, rule = 'eval', more: Partial<FakeResult> = {}): FakeResult => ({
  ...{ rule, file, line: 3, code: `use("${rule} ${file}")` },
  ...more,
});
async function deliver(repo: string, ...results: FakeResult[]) {
  tick(harness, 1);
  return harness.deliver({ repo }, sarifOf(results));
}
async function rows(repo: string) {
  const state = ['open', 'accepted', 'false_positive', 'fixed', 'suppressed'];
  return (await getFindings(harness.ctx, findingListParams.parse({ repo: [repo], state, sort: 'opened' }))).items;
}
async function states(repo: string): Promise<Record<string, string>> {
  return Object.fromEntries((await rows(repo)).map(({ path, rule, state }) => [`${path} ${rule}`, state]));
}
const right = async () => expect(await recount(harness.systemSql)).toEqual({ differences: [] });

describe('a rule of exceptions', () => {
  it('is previewed as it will be, decides about what is open, then about what opens, and says so', async () => {
    const repo = 'acme/web';
    await deliver(repo, at('test/a.ts'), at('test/b.ts'), at('src/a.ts'), at('test/c.ts', 'other'));
    const conditions = { rules: ['eval'], paths: ['test/'], repositories: [repo] };
    const before = await states(repo);
    const preview = await previewRule(harness.ctx, rulePreviewBody.parse({ kind: 'accepted', conditions }));
    expect(preview).toMatchObject({
      findings: { value: 2, relation: 'exact' },
      ...{ kev: 0, verified: 0, decided: 0, repositories_total: 1 },
      repositories: [{ repo, findings: 2 }],
    });
    expect(preview.samples.map(({ path }) => path).sort()).toEqual(['test/a.ts', 'test/b.ts']);
    expect(await states(repo)).toEqual(before);
    const rule = await makeRule(harness, conditions);
    expect(await states(repo)).toEqual({ ...before, 'test/a.ts eval': 'accepted', 'test/b.ts eval': 'accepted' });
    const { score } = await getToday(harness.ctx);
    expect([score.score, score.without_acceptances]).toEqual([preview.score?.after, preview.score?.before]);
    const upload = await deliver(
      repo,
      at('test/a.ts'),
      at('src/a.ts'),
      at('test/c.ts', 'other'),
      at('test/new.ts'),
      at('src/new.ts'),
    );
    expect(await states(repo)).toEqual({
      ...{ 'test/a.ts eval': 'accepted', 'test/b.ts eval': 'fixed', 'test/new.ts eval': 'accepted' },
      ...{ 'src/a.ts eval': 'open', 'src/new.ts eval': 'open', 'test/c.ts other': 'open' },
    });
    // New is what is new: that it was decided before is another matter.
    expect(upload).toMatchObject({ introduced: 2, fixed: 1 });
    await right();
    const made = (await rows(repo)).find(({ path }) => path === 'test/new.ts');
    const { timeline, exceptions } = await getFinding(harness.ctx, { id: made?.id ?? '' });
    expect(timeline.map(({ text }) => text).sort()).toEqual([
      'Introduced',
      `Risk accepted by rule ${rule} until 2026-04-01`,
    ]);
    expect(exceptions).toMatchObject([{ state: 'in_force', rule, reason: 'Only tests.' }]);
    expect(await getRule(harness.ctx, rule)).toMatchObject({
      ...{ state: 'in_force', settled: true, findings: { value: 3 }, returned: { value: 0 } },
      about: ['rule eval', 'in test/', 'repository acme/web'],
    });
    const told = await harness.sql<{ count: number }[]>`
      select (detail ->> 'count')::int as count from outbox where kind = 'exception_approved' order by id`;
    expect(told.map(({ count }) => count)).toEqual([2, 1]);
  });

  it('is tried on what is open when it is tried: what was decided since it was found is left out', async () => {
    const repo = 'acme/raced';
    const { repoId } = await deliver(repo, at('test/a.ts'), at('test/b.ts'));
    const conditions = { paths: ['test/'], repositories: [repo] };
    const { kind, conditions: given } = rulePreviewBody.parse({ kind: 'accepted', conditions });
    const found = [1, 2].map((number) => ({ repoId, number }));
    const [before] = await tryRule(harness.ctx, kind, conditionsOf(given), found);
    expect(before?.numbers).toEqual([1, 2]);
    await makeRule(harness, { ...conditions, paths: ['test/a.ts'] });
    const [after] = await tryRule(harness.ctx, kind, conditionsOf(given), found);
    expect(after?.numbers).toEqual([2]);
  });

  it('that is withdrawn brings back what it hid, and nothing else', async () => {
    const repo = 'acme/back';
    await deliver(repo, at('test/a.ts'), at('test/b.ts'), at('src/c.ts'));
    const before = await rows(repo);
    const other = await makeRule(harness, { paths: ['src/'], repositories: [repo] }, { kind: 'false_positive' });
    const rule = await makeRule(harness, { paths: ['test/'], repositories: [repo] });
    tick(harness, DAY);
    await withdrawRule(harness.ctx, rule);
    // From now on reports do not follow it, whether or not the job ran.
    await deliver(repo, at('test/a.ts'), at('test/b.ts'), at('src/c.ts'), at('test/d.ts'));
    expect(await states(repo)).toMatchObject({ 'test/a.ts eval': 'accepted', 'test/d.ts eval': 'open' });
    expect((await getRule(harness.ctx, rule)).settled).toBe(false);
    expect(await runRuleJobs(harness)).toEqual([rule]);
    expect(await states(repo)).toMatchObject({
      'test/a.ts eval': 'open',
      'test/b.ts eval': 'open',
      'src/c.ts eval': 'false_positive',
    });
    const after = await rows(repo);
    for (const { id, opened_at, path } of before) {
      if (path !== 'src/c.ts') expect(after.find((one) => one.id === id)).toMatchObject({ opened_at, state: 'open' });
    }
    const ended = await getExceptions(
      harness.ctx,
      exceptionListParams.parse({ state: ['withdrawn'], rule: String(rule) }),
    );
    expect(ended.items.map(({ end_reason }) => end_reason)).toEqual(['rule_ended', 'rule_ended']);
    expect((await getRule(harness.ctx, rule)).settled).toBe(true);
    await withdrawRule(harness.ctx, other);
    await runRuleJobs(harness);
    await right();
  });

  it('whose time is over ends with its exceptions, and reports that come before the sweep do not follow it any more', async () => {
    const repo = 'acme/time';
    await deliver(repo, at('test/a.ts'), at('src/a.ts'));
    const before = await states(repo);
    const rule = await makeRule(harness, { paths: ['test/'], repositories: [repo] });
    tick(harness, 31 * DAY);
    await deliver(repo, at('test/a.ts'), at('src/a.ts'), at('test/late.ts'));
    expect(await states(repo)).toMatchObject({ 'test/late.ts eval': 'open' });
    await sweepExceptions(harness);
    expect(await states(repo)).toEqual({ ...before, 'test/late.ts eval': 'open' });
    expect(await getRule(harness.ctx, rule)).toMatchObject({ state: 'expired', settled: true, findings: { value: 0 } });
    await right();
  });

  it('does not decide a second time about what a person or changed conditions took from it', async () => {
    const repo = 'acme/spent';
    await deliver(repo, at('test/a.ts', 'eval', { level: 'warning' }), at('test/b.ts', 'eval', { level: 'warning' }));
    await makeRule(harness, { paths: ['test/'], repositories: [repo] });
    const { items } = await getExceptions(harness.ctx, exceptionListParams.parse({ repo: [repo] }));
    const [taken] = items.filter(({ finding }) => finding.path === 'test/b.ts');
    await withdrawException(harness.ctx, taken?.id ?? '');
    // The severity of a rises, which ends an accepted risk.
    await deliver(repo, at('test/a.ts'), at('test/b.ts', 'eval', { level: 'warning' }));
    expect(await states(repo)).toEqual({ 'test/a.ts eval': 'open', 'test/b.ts eval': 'open' });
    // Both are fixed, and come back.
    await deliver(repo);
    await deliver(repo, at('test/a.ts'), at('test/b.ts'), at('test/c.ts'));
    expect(await states(repo)).toEqual({
      ...{ 'test/a.ts eval': 'open', 'test/b.ts eval': 'open', 'test/c.ts eval': 'accepted' },
    });
    await right();
  });

  it('follows what moves: into what it is about, and out of it', async () => {
    const repo = 'acme/moves';
    const code = { code: 'the("very same code")' };
    await deliver(repo, at('src/a.ts', 'eval', code), at('src/keep.ts'));
    await makeRule(harness, { paths: ['test/'], repositories: [repo] });
    await deliver(repo, at('test/a.ts', 'eval', code), at('src/keep.ts'));
    expect(await states(repo)).toEqual({ 'test/a.ts eval': 'accepted', 'src/keep.ts eval': 'open' });
    await deliver(repo, at('src/a.ts', 'eval', code), at('src/keep.ts'));
    expect(await states(repo)).toEqual({ 'src/a.ts eval': 'open', 'src/keep.ts eval': 'open' });
    const { items } = await getExceptions(
      harness.ctx,
      exceptionListParams.parse({ repo: [repo], state: ['returned'] }),
    );
    expect(items.map(({ end_reason }) => end_reason)).toEqual(['rule_left']);
    await deliver(repo, at('test/a.ts', 'eval', code), at('src/keep.ts'));
    expect(await states(repo)).toMatchObject({ 'test/a.ts eval': 'accepted' });
    await right();
  });

  it('is about what opens in any way: without its suppression, and fixed and back', async () => {
    const repo = 'acme/opens';
    await deliver(repo, at('test/a.ts', 'eval', { suppressed: true }), at('test/b.ts'));
    await deliver(repo, at('test/a.ts', 'eval', { suppressed: true }));
    await makeRule(harness, { paths: ['test/'], repositories: [repo] });
    expect(await states(repo)).toEqual({ 'test/a.ts eval': 'suppressed', 'test/b.ts eval': 'fixed' });
    const opened = harness.clock.now;
    const upload = await deliver(repo, at('test/a.ts'), at('test/b.ts'));
    expect(await states(repo)).toEqual({ 'test/a.ts eval': 'accepted', 'test/b.ts eval': 'accepted' });
    expect(upload.reopened).toBe(1);
    // The clock of what came back began anew, under the decision too.
    const back = (await rows(repo)).find(({ path }) => path === 'test/b.ts');
    expect(back?.reopened).toBe(1);
    expect(new Date(back?.opened_at ?? 0) > opened).toBe(true);
    await right();
  });
});
