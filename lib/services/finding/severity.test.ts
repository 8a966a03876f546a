import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { type SeverityChange, severityChange } from '#lib/contracts/finding-people.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { requestException } from '../exception/request-exception.ts';
import { recount } from '../recount.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { setSeverity } from './set-severity.ts';
import { unsetSeverity } from './unset-severity.ts';

let harness: Harness;
let ctx: Context;

const result = (rule: string, level: FakeResult['level'] = 'error'): FakeResult => ({
  ...{ rule, file: `src/${rule}.ts`, line: 3, code: `use(${rule})` },
  ...(level === undefined ? {} : { level }),
});

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
  await harness.deliver({}, sarifOf([result('a'), result('b'), result('c', 'note'), result('d')]));
});
afterAll(() => harness.close());

const as = (role: Role, userId: number): Context => ({
  ...ctx,
  principal: { kind: 'user', orgId: ctx.orgId, role },
  userId,
  credential: { kind: 'session', name: `person ${userId}`, tokenId: null },
});

async function rowOf(rule: string) {
  const state = ['open', 'accepted', 'fixed'];
  const [found] = (await getFindings(ctx, findingListParams.parse({ rule, state }))).items;
  if (found === undefined) throw new Error(`no ${rule}`);
  return found;
}

async function set(who: Context, rule: string, severity: string, more: Partial<SeverityChange> = {}): Promise<void> {
  tick(harness, 1);
  const change = severityChange.parse({ severity, reason: 'Only from inside.', ...more });
  await setSeverity({ ...who, now: at(harness.clock.now) }, (await rowOf(rule)).id, change);
}

async function unset(who: Context, id: string): Promise<void> {
  tick(harness, 1);
  await unsetSeverity(who, id);
}

const at = (moment: Date) => () => moment;
async function score() {
  const { scored_at: _at, ...figures } = (await getRepository(ctx, 'acme/web')).score;
  return figures;
}
const agrees = async () => expect(await recount(harness.systemSql)).toEqual({ differences: [] });
const dueOf = async () => harness.admin`select due_at from actions order by number limit 1`;

describe('the severity that a person sets', () => {
  it('is the one that counts, in the list, the score, the due date and the history, until it is taken back', async () => {
    const [before, first, due] = [await score(), await rowOf('a'), await dueOf()];
    await set(ctx, 'a', 'low');
    const lowered = await rowOf('a');
    expect(lowered).toMatchObject({
      severity: 'low',
      severity_set: { reported: 'high', by: 'test', reason: 'Only from inside.' },
    });
    expect(Date.parse(lowered.due_at ?? '')).toBeGreaterThan(Date.parse(first.due_at ?? ''));
    expect(
      (await getFindings(ctx, findingListParams.parse({ severity: ['low'] }))).items.map(({ id }) => id),
    ).toContain(first.id);
    const after = await score();
    expect(after.score ?? 0).toBeGreaterThan(before.score ?? 0);
    expect(after.without_acceptances).toBe(before.score);
    await agrees();
    await unset(ctx, first.id);
    expect([await score(), await rowOf('a'), await dueOf()]).toEqual([before, first, due]);
    const { timeline } = await getFinding(ctx, { id: first.id });
    expect(timeline.map(({ text }) => text)).toEqual([
      'Severity no longer set: high again, as reports state, was low',
      'Severity set to low, was high: Only from inside.',
      'Introduced',
    ]);
    await agrees();
  });

  it('stays when a report states another one, and what reports state by then is back afterwards', async () => {
    await set(ctx, 'c', 'medium');
    tick(harness, 60);
    await harness.deliver({}, sarifOf([result('a'), result('b'), result('c'), result('d')]));
    expect(await rowOf('c')).toMatchObject({ severity: 'medium', severity_set: { reported: 'high' } });
    await agrees();
    // What was a higher severity than reports stated is a lower one now: a decision.
    const { score: withIt, without_acceptances: without } = await score();
    expect(withIt ?? 0).toBeGreaterThan(without ?? 0);
    await unset(ctx, (await rowOf('c')).id);
    expect(await rowOf('c')).toMatchObject({ severity: 'high', severity_set: null });
    await agrees();
  });

  it('can be raised by who works on findings, and lowered by who decides', async () => {
    const developer = as('developer', 5);
    await expect(set(developer, 'b', 'low')).rejects.toMatchObject({ code: 'forbidden', denied: 'exception:decide' });
    await expect(set(as('viewer', 6), 'b', 'critical')).rejects.toMatchObject({ code: 'forbidden' });
    const before = await score();
    await set(developer, 'b', 'critical');
    expect((await score()).without_acceptances).toBe((await score()).score);
    expect((await score()).score ?? 0).toBeLessThan(before.score ?? 0);
    const { id } = await rowOf('b');
    await expect(unset(as('developer', 7), id)).rejects.toMatchObject({ code: 'forbidden' });
    await unset(developer, id);
    expect(await score()).toEqual(before);
    await expect(unset(developer, id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('brings back a risk that was accepted at a lower one', async () => {
    const { id } = await rowOf('d');
    const expires = new Date(harness.clock.now.getTime() + 86_400_000).toISOString();
    const asked = { finding: id, kind: 'accepted', reason: 'Behind the VPN.', expires_at: expires };
    await requestException(ctx, exceptionRequest.parse(asked));
    expect((await rowOf('d')).state).toBe('accepted');
    await set(ctx, 'd', 'critical');
    expect(await rowOf('d')).toMatchObject({ state: 'open', severity: 'critical' });
    await agrees();
    await unset(ctx, id);
    await agrees();
  });

  it('is refused to who saw another one, and named to who comes second', async () => {
    await set(as('security', 8), 'a', 'medium', { seen: 'high' });
    await expect(set(ctx, 'a', 'low', { seen: 'high' })).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringContaining('is medium: person 8 set it'),
    });
    expect((await rowOf('a')).severity).toBe('medium');
    await unset(ctx, (await rowOf('a')).id);
  });

  it('does not deadlock where several people set several at once', async () => {
    const rules = ['a', 'b', 'c', 'd'];
    await Promise.all(rules.flatMap((rule) => [set(ctx, rule, 'critical'), set(ctx, rule, 'medium')]));
    await agrees();
    for (const rule of rules) await unset(ctx, (await rowOf(rule)).id);
    await agrees();
  });

  it('keeps no secret of its reason, and is in the audit log and the outbox', async () => {
    const key = ['AKIA', 'IOSFODNN7', 'ABCDEFG'].join('');
    await set(ctx, 'a', 'medium', { reason: `The key ${key} is revoked.` });
    expect((await rowOf('a')).severity_set?.reason).toBe('The key ●●●● is revoked.');
    const [entry] = await harness.admin`select verb, detail from audit_entries order by sequence desc limit 1`;
    expect(entry).toMatchObject({ verb: 'finding.severity_set', detail: { from: 'high', to: 'medium' } });
    const stored = await harness.admin`
      select detail::text as text from audit_entries union all select detail::text from finding_events
      union all select detail::text from outbox union all select reason from severity_overrides`;
    expect(stored.filter(({ text }) => String(text).includes(key))).toEqual([]);
    const told = await harness.admin`select detail from outbox where kind = 'severity_set' order by id desc limit 1`;
    expect(told).toMatchObject([{ detail: { count: 1, set: true, findings: [{ from: 'high', to: 'medium' }] } }]);
    await unset(ctx, (await rowOf('a')).id);
  });

  it.each([
    `update severity_overrides set severity = 0`,
    `delete from severity_overrides`,
    `update findings set severity_set = 1 where severity_set is not null`,
  ])('is wrong where %s', async (damage) => {
    await set(ctx, 'b', 'medium');
    const kept = await harness.admin<
      { severitySet: number | null; number: number }[]
    >`select number, severity_set from findings`;
    await harness.admin`create table kept as select * from severity_overrides`;
    await harness.admin.unsafe(damage);
    expect((await recount(harness.systemSql)).differences.map(({ table }) => table)).toContain('severity_overrides');
    await harness.admin`delete from severity_overrides`;
    await harness.admin`insert into severity_overrides select * from kept`;
    await harness.admin`drop table kept`;
    for (const { number, severitySet } of kept) {
      await harness.admin`update findings set severity_set = ${severitySet} where number = ${number}`;
    }
    await agrees();
    await unset(ctx, (await rowOf('b')).id);
  });
});
