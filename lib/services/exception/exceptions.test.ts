import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveDecisionPolicy } from '#db/queries/decision-policies.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import { DEFAULT_EXCEPTION_POLICY } from '#lib/domain/decision/exception.ts';
import { getException } from '#lib/views/exception/get-exception.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { recount } from '../recount.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { approveException } from './approve-exception.ts';
import { extendException } from './extend-exception.ts';
import { refuseException } from './refuse-exception.ts';
import { requestException } from './request-exception.ts';
import { sweepExceptions } from './sweep-exceptions.ts';
import { withdrawException } from './withdraw-exception.ts';

let harness: Harness;
let ctx: Context;

const results = (...rules: string[]): FakeResult[] =>
  rules.map((rule) => ({ rule, file: `src/${rule}.ts`, line: 3, code: `use(${rule})` }));

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
  await harness.deliver({ repo: 'acme/web' }, sarifOf(results('a', 'b', 'c', 'd')));
});
afterAll(() => harness.close());

/** Somebody with this role: a person where `userId` is one, else a token of nobody. */
const as = (role: Role, userId: number | null): Context => ({
  ...ctx,
  principal: { kind: 'user', orgId: ctx.orgId, role },
  userId,
  credential: { kind: 'session', name: `person ${userId}`, tokenId: null },
});

async function findingOf(rule: string, repo = 'acme/web'): Promise<string> {
  const state = ['open', 'accepted', 'false_positive', 'fixed'];
  const [found] = (await getFindings(ctx, findingListParams.parse({ repo: [repo], rule, state }))).items;
  return found?.id ?? '';
}

const inDays = (days: number): string => new Date(harness.clock.now.getTime() + days * 86_400_000).toISOString();

async function ask(who: Context, rule: string, more: Record<string, unknown> = {}): Promise<string> {
  const finding = await findingOf(rule);
  const request = { finding, kind: 'accepted', reason: 'Behind the VPN.', expires_at: inDays(30), ...more };
  return requestException(who, exceptionRequest.parse(request));
}

async function stateOf(rule: string): Promise<string> {
  return (await getFinding(ctx, { id: await findingOf(rule) })).finding.state;
}

const score = async () => (await getRepository(ctx, 'acme/web')).score;

describe('an exception', () => {
  it('of who may decide is in force at once, and is told in the history of its finding', async () => {
    const before = await score();
    const id = await ask(ctx, 'a', { evidence_url: 'https://tickets.example/1' });
    expect(await stateOf('a')).toBe('accepted');
    const after = await score();
    expect(after.score ?? 0).toBeGreaterThan(before.score ?? 0);
    expect(after.without_acceptances).toBe(before.score);
    const { exceptions, timeline } = await getFinding(ctx, { id: await findingOf('a') });
    expect(exceptions).toMatchObject([
      { id, state: 'in_force', evidence_url: 'https://tickets.example/1', may: { approve: false, withdraw: true } },
    ]);
    expect(timeline.map(({ text }) => text)).toContain('Risk accepted until 2026-04-01');
    await withdrawException(ctx, id);
    expect(await stateOf('a')).toBe('open');
    expect((await score()).score).toBe(before.score);
    expect((await getException(ctx, id)).state).toBe('withdrawn');
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });

  it('of a developer waits for somebody who decides, and then holds whatever reports say', async () => {
    const id = await ask(as('developer', 5), 'b', { kind: 'false_positive', expires_at: null });
    expect(await stateOf('b')).toBe('open');
    const mine = await getException(as('developer', 5), id);
    expect(mine.may).toEqual({ approve: false, refuse: false, withdraw: true, extend: false });
    await approveException(as('security', 6), id, { note: 'Agreed.' });
    expect(await getException(ctx, id)).toMatchObject({ state: 'in_force', decided_by: { name: 'person 6' } });
    tick(harness, 10);
    await harness.deliver({ repo: 'acme/web' }, sarifOf(results('a', 'c', 'd')));
    expect(await stateOf('b')).toBe('fixed');
    tick(harness, 10);
    await harness.deliver({ repo: 'acme/web' }, sarifOf(results('a', 'b', 'c', 'd')));
    expect(await stateOf('b')).toBe('false_positive');
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });

  it('is decided by one of two who decide at once; the other is told what happened', async () => {
    const id = await ask(as('developer', 5), 'c');
    const both = await Promise.allSettled([
      approveException(as('security', 6), id, { note: null }),
      refuseException(as('admin', 8), id, { note: null }),
    ]);
    const refused = both.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({
      code: 'conflict',
      sentence: expect.stringMatching(/by person [68] on/),
    });
    const { state } = await getException(ctx, id);
    expect(await stateOf('c')).toBe(state === 'in_force' ? 'accepted' : 'open');
    if (state === 'in_force') await withdrawException(ctx, id);
  });

  it('is one at a time, and of what is not fixed', async () => {
    const id = await ask(as('developer', 5), 'd');
    await expect(ask(ctx, 'd')).rejects.toMatchObject({ code: 'conflict', sentence: expect.stringContaining('waits') });
    await expect(withdrawException(as('developer', 9), id)).rejects.toMatchObject({ code: 'forbidden' });
    await withdrawException(as('developer', 5), id);
    expect(await getException(ctx, id)).toMatchObject({ state: 'withdrawn', ended_by: { person: 5 } });
    tick(harness, 10);
    await harness.deliver({ repo: 'acme/web' }, sarifOf(results('a', 'b', 'c')));
    await expect(ask(ctx, 'd')).rejects.toMatchObject({ code: 'conflict', sentence: expect.stringContaining('fixed') });
  });

  it('ends when the policy allows it to', async () => {
    for (const expires_at of [null, inDays(366), inDays(-1)]) {
      const asking = ask(ctx, 'a', { expires_at });
      await expect(asking).rejects.toMatchObject({ code: 'invalid_input', fields: [{ path: 'expires_at' }] });
    }
    const id = await ask(ctx, 'a', { expires_at: inDays(365) });
    tick(harness, 60);
    await extendException(ctx, id, { expires_at: inDays(365) });
    expect((await getException(ctx, id)).expires_at).toBe(inDays(365));
    const [news] = await harness.sql`select kind, detail from outbox order by id desc limit 1`;
    expect(news).toMatchObject({ kind: 'exception_extended', detail: { count: 1, expiresAt: inDays(365) } });
    await expect(extendException(ctx, id, { expires_at: null })).rejects.toMatchObject({ code: 'invalid_input' });
    await withdrawException(ctx, id);
    tick(harness, 1);
  });

  it('whose end passes while it waits cannot be approved any more, and ends', async () => {
    const id = await ask(as('developer', 5), 'a', { expires_at: inDays(1) });
    tick(harness, 2 * 24 * 60);
    await expect(approveException(ctx, id, { note: null })).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('has passed: refuse it, and ask for a later one'),
    });
    await sweepExceptions(harness);
    await expect(approveException(ctx, id, { note: null })).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('expired'),
    });
    expect(await stateOf('a')).toBe('open');
  });

  it.each([
    [{ reason: 'It is\u0000safe.' }, 'control characters'],
    [{ reason: '  x ' }, '3'],
    [{ evidence_url: 'javascript:alert(1)' }, 'https://'],
    [{ expires_at: '1969-12-31T00:00:00Z' }, 'after 1970'],
    [{ expires_at: 'tomorrow' }, ''],
    [{ approved_by: 'me' }, 'approved_by'],
  ])('with %j is refused before anything is looked up', (more, why) => {
    const request = {
      finding: 'fnd_1_1',
      kind: 'accepted',
      reason: 'Behind the VPN.',
      expires_at: inDays(30),
      ...more,
    };
    expect(exceptionRequest.safeParse(request).error?.message).toContain(why);
  });

  it('needs two people where the organization says so, however the first one comes back', async () => {
    const policy = { ...DEFAULT_EXCEPTION_POLICY, sla: DEFAULT_SLA, fourEyes: true };
    await inTransaction(harness.sql, (tx) => saveDecisionPolicy(tx, ctx, policy, ctx.now()));
    const id = await ask(as('admin', 8), 'a');
    expect(await stateOf('a')).toBe('open');
    const byToken: Context = {
      ...as('admin', null),
      credential: { kind: 'api_token', name: 'mine', tokenId: 3, madeBy: 8 },
    };
    for (const same of [as('admin', 8), byToken, as('admin', null)]) {
      await expect(approveException(same, id, { note: null })).rejects.toMatchObject({ code: 'forbidden' });
    }
    await approveException(as('security', 6), id, { note: null });
    expect(await stateOf('a')).toBe('accepted');
    await expect(extendException(as('admin', 8), id, { expires_at: inDays(9) })).rejects.toMatchObject({
      code: 'forbidden',
    });
    tick(harness, 1);
    await withdrawException(as('admin', 8), id);
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });

  it('is in the list of its state, page by page, and of nobody who does not see its repository', async () => {
    const params = { state: ['withdrawn', 'refused', 'expired', 'in_force', 'requested'], limit: 2 };
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await getExceptions(ctx, exceptionListParams.parse({ ...params, cursor }));
      seen.push(...page.items.map(({ id }) => id));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    const [{ count } = { count: 0 }] = await harness.sql<{ count: number }[]>`select count(*)::int from exceptions`;
    expect(new Set(seen).size).toBe(count);
    expect(seen).toHaveLength(count);
    const blind = { ...ctx, readScope: { orgId: ctx.orgId, repositories: [999], teams: [] } };
    expect((await getExceptions(blind, exceptionListParams.parse(params))).items).toEqual([]);
    await expect(getException(blind, seen[0] ?? '')).rejects.toMatchObject({ code: 'not_found' });
  });
});
