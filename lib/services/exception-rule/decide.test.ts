import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveDecisionPolicy } from '#db/queries/decision-policies.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { ruleListParams, rulePreviewBody, ruleRequest } from '#lib/contracts/exception-rule.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import { DEFAULT_EXCEPTION_POLICY } from '#lib/domain/decision/exception.ts';
import { MOST_RULES } from '#lib/domain/decision/exception-rule.ts';
import { addDays } from '#lib/domain/time.ts';
import { getRule } from '#lib/views/exception-rule/get-rule.ts';
import { getRules } from '#lib/views/exception-rule/get-rules.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { bomOf } from '../advisory/testing.ts';
import { followExploitation } from '../feed/follow-exploitation.ts';
import { followFeed } from '../feed/follow-feed.ts';
import { cveOf, kevOf, sendFeed } from '../feed/testing.ts';
import { recount } from '../recount.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { approveRule } from './approve-rule.ts';
import { expireRules } from './expire-rules.ts';
import { previewRule } from './preview-rule.ts';
import { refuseRule } from './refuse-rule.ts';
import { requestRule } from './request-rule.ts';
import { askedRule, makeRule, runRuleJobs } from './testing.ts';
import { withdrawRule } from './withdraw-rule.ts';

let harness: Harness;
let ctx: Context;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
  for (const repo of ['acme/web', 'acme/secret']) {
    await harness.deliver({ repo }, sarifOf([{ rule: 'r', file: 'test/a.ts', line: 1, code: 'x()' }]));
  }
});
afterAll(() => harness.close());

const as = (
  role: Role,
  userId: number | null,
  repositories: Context['readScope']['repositories'] = 'all',
): Context => ({
  ...ctx,
  principal: { kind: 'user', orgId: ctx.orgId, role },
  readScope: { ...ctx.readScope, repositories },
  userId,
  credential: { kind: 'session', name: `person ${userId}`, tokenId: null },
});
const IN_TESTS = { paths: ['test/'], repositories: ['acme/none'] };
const ask = (who: Context, more: Record<string, unknown> = {}) => requestRule(who, askedRule(harness, IN_TESTS, more));
const setFourEyes = (fourEyes: boolean) =>
  inTransaction(harness.sql, (tx) =>
    saveDecisionPolicy(tx, ctx, { sla: DEFAULT_SLA, ...DEFAULT_EXCEPTION_POLICY, fourEyes }, harness.now()),
  );
const stateOf = async (id: number) => (await getRule(ctx, id)).state;
const verbs = async () =>
  (
    await harness.admin<
      { verb: string }[]
    >`select verb from audit_entries where verb like 'exception.rule%' order by sequence`
  ).map(({ verb }) => verb.replace('exception.rule_', ''));

describe('a rule', () => {
  it('of a developer waits for somebody who decides, and is nothing until then', async () => {
    const id = await ask(as('developer', 5));
    expect(await runRuleJobs(harness)).toEqual([]);
    expect(await getRule(as('developer', 5), id)).toMatchObject({
      ...{ state: 'requested', settled: true, may: { approve: false, refuse: false, withdraw: true } },
      requested_by: { name: 'person 5', kind: 'person', person: 5 },
    });
    await approveRule(as('security', 6), id, { note: 'For now.' });
    expect(await runRuleJobs(harness)).toEqual([id]);
    expect(await getRule(ctx, id)).toMatchObject({ state: 'in_force', note: 'For now.', decided_by: { person: 6 } });
    // The second of two is told what the first one did.
    await expect(refuseRule(as('admin', 7), id, { note: null })).rejects.toMatchObject({
      code: 'conflict',
      sentence: 'This rule was approved by person 6 on 2026-03-02 and is in force. Nothing was changed.',
    });
    await withdrawRule(as('developer', 5), id);
    await runRuleJobs(harness);
    await expect(withdrawRule(as('developer', 5), id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await verbs()).toEqual(['requested', 'approved', 'withdrawn']);
  });

  it('of two who decide at once is decided once', async () => {
    const id = await ask(as('developer', 5));
    const both = await Promise.allSettled([
      approveRule(as('security', 6), id, { note: null }),
      refuseRule(as('security', 7), id, { note: null }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [lost] = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(lost).toMatchObject({ code: 'conflict', sentence: expect.stringMatching(/by person [67] on/) });
    await withdrawRule(ctx, id).catch(() => null);
    await runRuleJobs(harness);
  });

  it('is not approved by who asked for it, where two must agree', async () => {
    await setFourEyes(true);
    const id = await ask(as('security', 6));
    expect(await stateOf(id)).toBe('requested');
    await expect(approveRule(as('security', 6), id, { note: null })).rejects.toMatchObject({
      code: 'forbidden',
      sentence: 'You asked for this rule, and your organization asks for two people: somebody else must approve it.',
    });
    await expect(approveRule({ ...ctx, userId: null }, id, { note: null })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await approveRule(as('security', 7), id, { note: null });
    expect(await stateOf(id)).toBe('in_force');
    await setFourEyes(false);
    await withdrawRule(ctx, id);
    await runRuleJobs(harness);
  });

  it('cannot be asked for with an end that the policy does not allow, and not approved when its end has passed', async () => {
    for (const expires_at of [
      null,
      addDays(harness.now(), -1).toISOString(),
      addDays(harness.now(), 400).toISOString(),
    ]) {
      await expect(ask(ctx, { expires_at })).rejects.toMatchObject({ code: 'invalid_input' });
    }
    const id = await ask(as('developer', 5), { expires_at: addDays(harness.now(), 1).toISOString() });
    tick(harness, 2 * 24 * 60);
    await expect(approveRule(ctx, id, { note: null })).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('has passed'),
    });
    await expireRules(harness.sql, { orgId: ctx.orgId }, harness.now());
    expect(await stateOf(id)).toBe('expired');
    expect((await verbs()).at(-1)).toBe('expired');
    await expect(approveRule(ctx, id, { note: null })).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    [{}, 'must say what the rule is about'],
    [{ paths: ['**'] }, 'must say what the rule is about'],
    [{ paths: ['../etc/'] }, '..'],
    [{ paths: ['test/\u0000'] }, 'control characters'],
    [{ rules: ['a\u202eb'] }, 'control characters'],
    [{ rules: ['*a*b*c*d*e*f*g*h*i'] }, 'stars'],
    [{ rules: Array.from({ length: 21 }, (_, n) => `r${n}`) }, ''],
    [{ regex: '(a+)+' }, ''],
    [{ repositories: ['acme/(web|api)'] }, ''],
  ])('about %j is refused', (conditions, why) => {
    const { error } = ruleRequest.safeParse({ kind: 'accepted', reason: 'Tests.', expires_at: null, conditions });
    expect(error?.message).toContain(why);
  });

  it('about a team that does not exist is refused, and so is one more than there can be', async () => {
    await expect(requestRule(ctx, askedRule(harness, { teams: ['nobody'] }))).rejects.toMatchObject({
      code: 'invalid_input',
      sentence: 'conditions.teams: there is no team nobody.',
    });
    const at = harness.now();
    await harness.admin`
      insert into exception_rules (org_id, kind, state, conditions, reason, requested_at, requester_kind, requester_name)
      select ${ctx.orgId}::int, 'accepted', 'requested', '{}', 'x', ${at}::timestamptz, 'session', 'x' from generate_series(1, ${MOST_RULES})`;
    await expect(ask(ctx)).rejects.toMatchObject({ code: 'conflict', sentence: expect.stringContaining('100 rules') });
    await harness.admin`delete from exception_rules where reason = 'x'`;
  });
});

describe('of who sees some repositories', () => {
  it('rules can be asked for about these by name only, previewed as far, and seen as far', async () => {
    const bounded = as('developer', 9, [1]);
    for (const repositories of [[], ['acme/*'], ['acme/secret'], ['acme/web', 'acme/secret']]) {
      await expect(requestRule(bounded, askedRule(harness, { rules: ['r'], repositories }))).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ path: 'conditions.repositories' }],
      });
    }
    const own = await requestRule(bounded, askedRule(harness, { rules: ['r'], repositories: ['acme/web'] }));
    const wide = await makeRule(harness, { rules: ['none'], repositories: ['acme/web', 'acme/secret'] });
    const other = await makeRule(harness, { rules: ['r'], repositories: ['acme/secret'] });
    const seen = await getRules(bounded, ruleListParams.parse({}));
    expect(seen.items.map(({ id, conditions }) => [id, conditions.repositories])).toEqual([
      [wide, ['acme/web']],
      [own, ['acme/web']],
    ]);
    await expect(getRule(bounded, other)).rejects.toMatchObject({ code: 'not_found' });
    await expect(withdrawRule(bounded, other)).rejects.toMatchObject({ code: 'not_found' });
    expect((await getRule(ctx, other)).findings.value).toBe(1);
    for (const id of [own, wide, other]) await withdrawRule(ctx, id);
    await runRuleJobs(harness);
  });
});

describe('what is exploited', () => {
  it('is left to people, when a rule begins and when it goes on, and comes back when it is listed later', async () => {
    const repo = 'acme/kev';
    const follow = async (load: number) => {
      await followFeed(harness, { orgId: ctx.orgId, load });
      const rows = await harness.admin<{ id: number }[]>`select id from repositories where slug = ${repo}`;
      for (const { id } of rows) await followExploitation(harness, { orgId: ctx.orgId, repoId: id });
    };
    let serial = 0;
    const deliver = (...cves: number[]) => {
      serial += 1;
      tick(harness, 1);
      const list = cves.map((cve) => ({ id: cveOf(cve), package: `p${cve}` }));
      return harness.deliver({ repo }, bomOf(list, 'tool', serial));
    };
    const states = async () => {
      const state = ['open', 'accepted'];
      const { items } = await getFindings(ctx, findingListParams.parse({ repo: [repo], state }));
      return Object.fromEntries(items.map((one) => [one.advisory, one.state]));
    };
    await deliver(1, 2);
    await follow((await sendFeed(harness, 'kev', kevOf('2026-03-01', [1, 3]))).id);
    const conditions = { categories: ['dependency'], repositories: [repo] };
    const preview = await previewRule(ctx, rulePreviewBody.parse({ kind: 'accepted', conditions }));
    expect(preview).toMatchObject({ findings: { value: 1 }, kev: 1, verified: 0 });
    const rule = await makeRule(harness, conditions);
    expect(await states()).toEqual({ [cveOf(1)]: 'open', [cveOf(2)]: 'accepted' });
    await deliver(1, 2, 3, 4);
    expect(await states()).toEqual({
      ...{ [cveOf(1)]: 'open', [cveOf(2)]: 'accepted', [cveOf(3)]: 'open', [cveOf(4)]: 'accepted' },
    });
    await follow((await sendFeed(harness, 'kev', kevOf('2026-03-02', [1, 2, 3]))).id);
    expect(await states()).toMatchObject({ [cveOf(2)]: 'open', [cveOf(4)]: 'accepted' });
    expect(await getRule(ctx, rule)).toMatchObject({ findings: { value: 1 }, returned: { value: 1 } });
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });
});
