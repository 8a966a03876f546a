import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { addDays } from '#lib/domain/time.ts';
import { encodeId } from '#lib/ids.ts';
import { getException } from '#lib/views/exception/get-exception.ts';
import { getRule } from '#lib/views/exception-rule/get-rule.ts';
import { approveRule } from '../exception-rule/approve-rule.ts';
import { extendRule } from '../exception-rule/extend-rule.ts';
import { requestRule } from '../exception-rule/request-rule.ts';
import { askedRule, makeRule, runRuleJobs } from '../exception-rule/testing.ts';
import { recount } from '../recount.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { approveException } from './approve-exception.ts';
import { extendException } from './extend-exception.ts';
import { refuseException } from './refuse-exception.ts';
import { requestException } from './request-exception.ts';
import { withdrawException } from './withdraw-exception.ts';

let harness: Harness;
let ctx: Context;
let repoId: number;
const RULES = ['a', 'b', 'c', 'd'];
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
  const results = RULES.map((rule) => ({ rule, file: `src/${rule}.ts`, line: 3, code: `use(${rule})` }));
  ({ repoId } = await harness.deliver({ repo: 'acme/web' }, sarifOf(results)));
});
afterAll(async () => {
  expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  await harness.close();
});

const person = (userId: number, role: 'security' | 'developer' = 'security'): Context => ({
  ...ctx,
  principal: { kind: 'user', orgId: ctx.orgId, role },
  userId,
  credential: { kind: 'session', name: `person ${userId}`, tokenId: null },
});
const inDays = (days: number) => addDays(harness.now(), days).toISOString();
const dayIn = (days: number) => inDays(days).slice(0, 10);
const today = () => inDays(0).slice(0, 10);

/** Whether so many transactions wait for a lock. */
const waiting = async () => {
  const [row] = await harness.admin<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.count;
};

/** Two requests, both of which have begun, and wait for what another transaction holds, before either does anything. */
async function atOnce(which: 'rule' | 'repository', ...verbs: (() => Promise<unknown>)[]) {
  let both: Promise<PromiseSettledResult<unknown>[]> = Promise.resolve([]);
  await inTransaction(harness.sql, async (tx) => {
    if (which === 'rule') await tx`select 1 from exception_rules where org_id = ${ctx.orgId} for update`;
    else await tx`select 1 from repositories where org_id = ${ctx.orgId} and id = ${repoId} for update`;
    both = Promise.allSettled(verbs.map((verb) => verb()));
    await expect.poll(waiting).toBe(verbs.length);
  });
  const settled = await both;
  return {
    lost: settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])),
    winner: settled.findIndex((one) => one.status === 'fulfilled'),
  };
}

async function ask(rule: string, who: Context): Promise<string> {
  const finding = encodeId('finding', { repoId, number: RULES.indexOf(rule) + 1 });
  const asked = { finding, kind: 'accepted', reason: 'For a test.', expires_at: inDays(30) };
  return requestException(who, exceptionRequest.parse(asked));
}

describe('of two people who decide about one exception at once', () => {
  it.each([
    ['a', approveException],
    ['b', withdrawException],
  ] as const)('one wins, the other is told who, when and what (%s)', async (rule, other) => {
    const id = await ask(rule, person(5, 'developer'));
    const { lost, winner } = await atOnce(
      'repository',
      () => refuseException(person(6), id, { note: null }),
      () => other(person(7), id, { note: null }),
    );
    expect(lost).toHaveLength(1);
    const who = winner === 0 ? 6 : 7;
    expect(lost[0]).toMatchObject({
      code: 'conflict',
      sentence: expect.stringMatching(new RegExp(`by person ${who} on ${today()}.*Nothing was changed.$`)),
    });
    const state = winner === 0 ? 'refused' : other === approveException ? 'in_force' : 'withdrawn';
    expect(await getException(ctx, id)).toMatchObject({ state });
  });

  it('and ask for the first one, one wins', async () => {
    const { lost } = await atOnce(
      'repository',
      () => ask('c', person(6)),
      () => ask('c', person(7)),
    );
    expect(lost).toMatchObject([{ code: 'conflict', sentence: expect.stringMatching(/by person [67] on/) }]);
  });
});

describe('of two people who give another end at once', () => {
  it('to an exception, one wins, the other is told who, when and which end', async () => {
    const id = await ask('d', person(5));
    const ends = [40, 50] as const;
    const extend = (userId: number, days: number) => () =>
      extendException(person(userId), id, { expires_at: inDays(days) });
    const { lost, winner } = await atOnce('repository', extend(6, ends[0]), extend(7, ends[1]));
    const [who, days] = winner === 0 ? [6, 40] : [7, 50];
    expect(lost).toMatchObject([
      {
        code: 'conflict',
        sentence: `This exception was given another end meanwhile by person ${who} on ${today()}: it holds until ${dayIn(days)}. Nothing was changed.`,
      },
    ]);
    const { expires_at } = await getException(ctx, id);
    expect(expires_at).toBe(inDays(days));
    const [told] = await harness.admin<{ count: number }[]>`
      select count(*)::int as count from finding_events where kind = 'exception_extended' and repo_id = ${repoId}`;
    expect(told?.count).toBe(1);
    // Whoever has seen the end may change it once more; who knows an older one may not.
    await expect(extendException(person(8), id, { expires_at: inDays(60), was: inDays(30) })).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining(`by person ${who} on`),
    });
    await expect(extendException(person(8), id, { expires_at: inDays(60), was: null })).rejects.toMatchObject({
      code: 'conflict',
    });
    tick(harness, 1);
    await extendException(person(8), id, { expires_at: inDays(60), was: expires_at });
    expect((await getException(ctx, id)).expires_at).toBe(inDays(60));
  });

  it('to a rule, one wins, the other is told who, when and which end', async () => {
    const rule = await makeRule(harness, { rules: ['none'] }, {}, person(5));
    const extend = (userId: number, days: number) => () =>
      extendRule(person(userId), rule, { expires_at: inDays(days) });
    const { lost, winner } = await atOnce('rule', extend(6, 40), extend(7, 50));
    const [who, days] = winner === 0 ? [6, 40] : [7, 50];
    expect(lost).toMatchObject([
      {
        code: 'conflict',
        sentence: `This rule was given another end meanwhile by person ${who} on ${today()}: it holds until ${dayIn(days)}. Nothing was changed.`,
      },
    ]);
    expect((await getRule(ctx, rule)).expires_at).toBe(inDays(days));
    await expect(extendRule(person(8), rule, { expires_at: inDays(60), was: inDays(30) })).rejects.toMatchObject({
      code: 'conflict',
    });
    await extendRule(person(8), rule, { expires_at: inDays(60), was: inDays(days) });
    expect((await getRule(ctx, rule)).expires_at).toBe(inDays(60));
  });

  it('the same one, both have what they want', async () => {
    const rule = await makeRule(harness, { rules: ['none'] }, {}, person(5));
    const same = (userId: number) => () => extendRule(person(userId), rule, { expires_at: inDays(40) });
    expect((await atOnce('rule', same(6), same(7))).lost).toEqual([]);
    expect((await getRule(ctx, rule)).expires_at).toBe(inDays(40));
  });

  it('or approve a rule at once, one wins', async () => {
    const rule = await requestRule(person(5, 'developer'), askedRule(harness, { rules: ['none'] }));
    const { lost } = await atOnce(
      'rule',
      () => approveRule(person(6), rule, { note: null }),
      () => approveRule(person(7), rule, { note: null }),
    );
    expect(lost).toMatchObject([{ code: 'conflict', sentence: expect.stringMatching(/by person [67] on/) }]);
    await runRuleJobs(harness);
  });
});
