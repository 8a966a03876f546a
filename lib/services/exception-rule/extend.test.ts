import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveDecisionPolicy } from '#db/queries/decision-policies.ts';
import { findEnded, findToRemind } from '#db/queries/exceptions-sweep.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import { DEFAULT_EXCEPTION_POLICY } from '#lib/domain/decision/exception.ts';
import { addDays } from '#lib/domain/time.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getRule } from '#lib/views/exception-rule/get-rule.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { extendException } from '../exception/extend-exception.ts';
import { sweepExceptions } from '../exception/sweep-exceptions.ts';
import { recount } from '../recount.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { extendRule } from './extend-rule.ts';
import { requestRule } from './request-rule.ts';
import { askedRule, makeRule, runRuleJobs } from './testing.ts';
import { withdrawRule } from './withdraw-rule.ts';

let harness: Harness;
let ctx: Context;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
});
afterAll(() => harness.close());

const DAY = 24 * 60;
const inDays = (days: number) => addDays(harness.now(), days).toISOString();
const deliver = async (repo: string, ...files: string[]) => {
  tick(harness, 1);
  const results = files.map((file) => ({ rule: 'eval', file, line: 3, code: `use("${file}")` }));
  await harness.deliver({ repo }, sarifOf(results));
};
/** Exceptions that a rule made, by the file of their finding. */
const madeBy = async (rule: number) => {
  const state = ['in_force', 'expired', 'withdrawn', 'returned'];
  const { items } = await getExceptions(ctx, exceptionListParams.parse({ state, rule: String(rule) }));
  return new Map(items.map((one) => [one.finding.path ?? '', one]));
};
const endsOf = async (rule: number) =>
  Object.fromEntries([...(await madeBy(rule))].map(([path, one]) => [path, one.expires_at]));
const told = async (kind: string) =>
  (
    await harness.sql<{ count: number; until: string }[]>`
      select (detail ->> 'count')::int as count, detail ->> 'expiresAt' as until from outbox where kind = ${kind} order by id`
  ).map(({ count, until }) => [count, until]);
const person = (userId: number): Context => ({
  ...ctx,
  principal: { kind: 'user', orgId: ctx.orgId, role: 'security' },
  userId,
  credential: { kind: 'session', name: `person ${userId}`, tokenId: null },
});
const right = async () => expect(await recount(harness.systemSql)).toEqual({ differences: [] });

describe('a rule that gets another end', () => {
  it('takes its exceptions with it, says so in their histories, and is followed and reminded of until then', async () => {
    for (const repo of ['acme/one', 'acme/two']) await deliver(repo, 'test/a.ts', 'src/a.ts');
    const rule = await makeRule(harness, { paths: ['test/'] });
    tick(harness, 20 * DAY);
    await sweepExceptions(harness);
    const first = (await getRule(ctx, rule)).expires_at;
    expect(await told('exception_expiring')).toEqual([
      [1, first],
      [1, first],
    ]);
    const later = inDays(60);
    await extendRule(person(4), rule, { expires_at: later });
    expect(await getRule(ctx, rule)).toMatchObject({ state: 'in_force', expires_at: later, settled: false });
    // A report that comes before the job follows the new end already.
    await deliver('acme/one', 'test/a.ts', 'src/a.ts', 'test/new.ts');
    expect(await endsOf(rule)).toEqual({ 'test/a.ts': first, 'test/new.ts': later });
    expect(await runRuleJobs(harness)).toEqual([rule]);
    expect(await endsOf(rule)).toEqual({ 'test/a.ts': later, 'test/new.ts': later });
    expect(await getRule(ctx, rule)).toMatchObject({ settled: true, findings: { value: 3 } });
    const made = await madeBy(rule);
    const history = await getFinding(ctx, { id: made.get('test/a.ts')?.finding.id ?? '' });
    expect(history.timeline.map(({ text }) => text)).toContain(
      `Exception now holds until ${later.slice(0, 10)}, as rule ${rule} does`,
    );
    expect(await told('exception_extended')).toEqual([
      [1, later],
      [1, later],
    ]);
    // Past the first end nothing has come back; before the other one people are reminded once more.
    tick(harness, 50 * DAY);
    await sweepExceptions(harness);
    expect((await getRule(ctx, rule)).findings.value).toBe(3);
    expect((await told('exception_expiring')).slice(2)).toEqual([
      [2, later],
      [1, later],
    ]);
    const [entry] = await harness.admin<{ actor: string; detail: unknown }[]>`
      select actor_name as actor, detail from audit_entries where verb = 'exception.rule_extended'`;
    expect(entry).toMatchObject({ actor: 'person 4', detail: { rule, before: first, until: later } });
    tick(harness, 11 * DAY);
    await sweepExceptions(harness);
    expect(await getRule(ctx, rule)).toMatchObject({ state: 'expired', settled: true, findings: { value: 0 } });
    await right();
  });

  it('leaves what somebody gave an end of its own, and covers nothing that it did not', async () => {
    const repo = 'acme/own';
    await deliver(repo, 'test/a.ts', 'test/b.ts');
    const rule = await makeRule(harness, { paths: ['test/'], repositories: [repo] });
    const own = (await madeBy(rule)).get('test/b.ts');
    const soon = inDays(10);
    await extendException(ctx, own?.id ?? '', { expires_at: soon });
    tick(harness, 11 * DAY);
    await sweepExceptions(harness);
    const later = inDays(100);
    await extendRule(ctx, rule, { expires_at: later });
    await runRuleJobs(harness);
    const made = await madeBy(rule);
    expect(made.get('test/a.ts')).toMatchObject({ state: 'in_force', expires_at: later });
    expect(made.get('test/b.ts')).toMatchObject({ state: 'expired', expires_at: soon });
    expect(made.size).toBe(2);
    await withdrawRule(ctx, rule);
    await runRuleJobs(harness);
    await right();
  });

  it('keeps what its old end would have ended while the job waits, and ends early what got an earlier end', async () => {
    const repo = 'acme/waits';
    await deliver(repo, 'test/a.ts');
    const rule = await makeRule(harness, { paths: ['test/'], repositories: [repo] });
    await extendRule(ctx, rule, { expires_at: inDays(60) });
    tick(harness, 31 * DAY);
    await sweepExceptions(harness);
    // The sweep did what the job has not done: it cannot be lost.
    expect(await getRule(ctx, rule)).toMatchObject({ state: 'in_force', settled: true, findings: { value: 1 } });
    await extendRule(ctx, rule, { expires_at: inDays(1) });
    tick(harness, 2 * DAY);
    await sweepExceptions(harness);
    expect(await getRule(ctx, rule)).toMatchObject({ state: 'expired', settled: true, findings: { value: 0 } });
    expect((await madeBy(rule)).get('test/a.ts')?.state).toBe('expired');
    await runRuleJobs(harness);
    await right();
  });

  it('ends and reminds of nothing by the old end, where the ends could not be moved yet', async () => {
    const { repoId } = await harness.deliver(
      { repo: 'acme/unmoved' },
      sarifOf(['test/a.ts', 'test/b.ts'].map((file) => ({ rule: 'eval', file, line: 3, code: `use("${file}")` }))),
    );
    const rule = await makeRule(harness, { paths: ['test/'], repositories: ['acme/unmoved'] });
    const own = (await madeBy(rule)).get('test/b.ts');
    await extendException(ctx, own?.id ?? '', { expires_at: inDays(30) });
    await extendRule(ctx, rule, { expires_at: inDays(60) });
    const scope = { orgId: ctx.orgId, repoId };
    const due = (days: number) =>
      inTransaction(harness.sql, async (tx) => {
        const at = addDays(harness.now(), days);
        const both = [await findEnded(tx, scope, at, 10), await findToRemind(tx, scope, at)];
        return both.map((found) => found.map(({ number }) => number));
      });
    // That of its own ends as somebody said, whatever becomes of the rule.
    expect(await due(31)).toEqual([[2], [2]]);
    await runRuleJobs(harness);
    expect(await due(31)).toEqual([[2], [2]]);
    expect(await due(61)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    await withdrawRule(ctx, rule);
    await runRuleJobs(harness);
  });

  it('twice, the second time while the job is at the first, has the second one everywhere', async () => {
    const repo = 'acme/twice';
    await deliver(repo, 'test/a.ts');
    const rule = await makeRule(harness, { paths: ['test/'], repositories: [repo] });
    const [first, second] = [inDays(50), inDays(70)];
    await extendRule(ctx, rule, { expires_at: first });
    // The job has read the rule and waits for the repository, which a report has.
    let moving: Promise<unknown> = Promise.resolve();
    await inTransaction(harness.sql, async (tx) => {
      await tx`select 1 from repository_state where org_id = ${ctx.orgId} and repo_id = (
        select id from repositories where org_id = ${ctx.orgId} and slug = ${repo}) for update`;
      moving = runRuleJobs(harness);
      await expect
        .poll(async () => {
          const [row] = await harness.admin<{ count: number }[]>`
            select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
          return row?.count;
        })
        .toBe(1);
      await extendRule(ctx, rule, { expires_at: second });
    });
    await moving;
    expect((await getRule(ctx, rule)).settled).toBe(false);
    tick(harness, 1);
    expect(await runRuleJobs(harness)).toEqual([rule]);
    expect(await endsOf(rule)).toEqual({ 'test/a.ts': second });
    expect((await getRule(ctx, rule)).settled).toBe(true);
  });
});

describe('another end for a rule', () => {
  it('needs another person where two must agree, and an end that the policy allows', async () => {
    const set = (fourEyes: boolean) =>
      inTransaction(harness.sql, (tx) =>
        saveDecisionPolicy(tx, ctx, { sla: DEFAULT_SLA, ...DEFAULT_EXCEPTION_POLICY, fourEyes }, harness.now()),
      );
    const rule = await makeRule(harness, { rules: ['none'] }, {}, person(6));
    await set(true);
    await expect(extendRule(person(6), rule, { expires_at: inDays(40) })).rejects.toMatchObject({
      code: 'forbidden',
      sentence: 'You asked for this rule, and your organization asks for two people: somebody else must extend it.',
    });
    expect((await getRule(person(6), rule)).may.extend).toBe(false);
    expect((await getRule(person(7), rule)).may.extend).toBe(true);
    for (const expires_at of [null, inDays(-1), inDays(366)]) {
      await expect(extendRule(person(7), rule, { expires_at })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ path: 'expires_at' }],
      });
    }
    await extendRule(person(7), rule, { expires_at: inDays(365) });
    await set(false);
    // The same end again is no change.
    const { expires_at } = await getRule(ctx, rule);
    await runRuleJobs(harness);
    await extendRule(ctx, rule, { expires_at });
    expect(await runRuleJobs(harness)).toEqual([]);
    await withdrawRule(ctx, rule);
    await runRuleJobs(harness);
    await expect(extendRule(ctx, rule, { expires_at: inDays(9) })).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringMatching(/^This rule was withdrawn by .* Nothing was changed.$/),
    });
  });

  it('is not given to one that waits, or whose time is over', async () => {
    const developer: Context = { ...person(5), principal: { kind: 'user', orgId: ctx.orgId, role: 'developer' } };
    const waits = await requestRule(developer, askedRule(harness, { rules: ['none'], repositories: ['acme/own'] }));
    await expect(extendRule(ctx, waits, { expires_at: inDays(9) })).rejects.toMatchObject({ code: 'conflict' });
    await expect(extendRule(developer, waits, { expires_at: inDays(9) })).rejects.toMatchObject({ code: 'forbidden' });
    const over = await makeRule(harness, { rules: ['none'] }, { expires_at: inDays(1) });
    tick(harness, DAY);
    await expect(extendRule(ctx, over, { expires_at: inDays(9) })).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('reports do not follow it any more'),
    });
  });
});
