import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { exemptionRequest } from '#lib/contracts/exemption.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { ToldItem } from '#lib/domain/alert/kept-alert.ts';
import { encodeId } from '#lib/ids.ts';
import { decideExemption } from '../coverage/decide-exemption.ts';
import { requestExemptions } from '../coverage/request-exemptions.ts';
import { refuseException } from '../exception/refuse-exception.ts';
import { requestException } from '../exception/request-exception.ts';
import { withdrawException } from '../exception/withdraw-exception.ts';
import { outboxSettled } from '../sink/testing.ts';
import { actAs, type Harness, sarifOf, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';
import { alertPeople } from './alert-people.ts';
import { changeOwnAlerts } from './change-own-alerts.ts';
import { dropDecided } from './drop-decided.ts';
import { askFor } from './testing.ts';

let harness: Harness;
let repoId: number;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const results = ['a', 'b', 'c'].map((rule) => ({ rule, file: `${rule}.ts`, line: 1, code: `${rule}()` }));
  ({ repoId } = await harness.deliver({ repo: 'acme/web' }, sarifOf(results)));
});
afterAll(() => harness.close());

/** A request about findings 1 to `named`, of `count`. */
function requestOf(named: number, count: number): ToldItem {
  const findings = Array.from({ length: named }, (_, index) => ({ number: index + 1, rule: `rule-${index + 1}` }));
  const at = harness.now();
  const about = { count, decision: 'accepted' as const, expiresAt: null };
  const rules = findings.map(({ rule }) => rule);
  return {
    item: { kind: 'exception_requested', at, repository: 'acme/web', path: '/', ...about, rules },
    ...{ repoId, entry: 7, request: { findings, count } },
  };
}
const left = async (named: number, count: number) => {
  const dropped = await dropDecided(harness.sql, harness.ctx.orgId, [requestOf(named, count)]);
  return { left: dropped.left.map(({ item }) => item), decided: dropped.decided.length };
};

it('a request about several findings is told of those that wait still; of more than are named, while any waits', async () => {
  const { ctx } = harness;
  const developer = { ...ctx, principal: { kind: 'api_token', orgId: ctx.orgId, role: 'developer' } } as const;
  const ids = [];
  for (const number of [1, 2, 3]) {
    const finding = encodeId('finding', { repoId, number });
    const request = { finding, kind: 'false_positive', reason: 'It is a test.', expires_at: null };
    ids.push(await requestException(developer, exceptionRequest.parse(request)));
  }
  expect(await left(2, 2)).toMatchObject({ left: [{ count: 2, rules: ['rule-1', 'rule-2'] }], decided: 0 });
  await refuseException(ctx, ids[0] ?? '', { note: null });
  expect(await left(2, 2)).toMatchObject({ left: [{ count: 1, rules: ['rule-2'] }], decided: 0 });
  await refuseException(ctx, ids[1] ?? '', { note: null });
  expect(await left(2, 2)).toEqual({ left: [], decided: 1 });
  // Finding 3, which is not named, waits.
  expect(await left(2, 3)).toMatchObject({ left: [{ count: 3 }], decided: 0 });
  await refuseException(ctx, ids[2] ?? '', { note: null });
  expect(await left(2, 3)).toEqual({ left: [], decided: 1 });
});

it('a request that something is not expected is told of while it waits', async () => {
  const expires_at = new Date(harness.clock.now.getTime() + 30 * 86_400_000).toISOString();
  const developer = {
    ...harness.ctx,
    principal: { kind: 'api_token', orgId: harness.ctx.orgId, role: 'developer' },
  } as const;
  const { ids } = await requestExemptions(
    developer,
    exemptionRequest.parse({ repo: 'acme/web', category: 'dast', reason: 'Nothing runs.', expires_at }),
  );
  const asked = requestOf(0, 1);
  const { item } = asked;
  if (item.kind !== 'exception_requested') throw new Error('no request');
  const of = async (category: 'dast' | 'iac') => {
    const dropped = await dropDecided(harness.sql, harness.ctx.orgId, [{ ...asked, item: { ...item, category } }]);
    return [dropped.left.length, dropped.decided.length];
  };
  expect([await of('dast'), await of('iac')]).toEqual([
    [1, 0],
    [0, 1],
  ]);
  await decideExemption(harness.ctx, ids[0] ?? '', 'refuse', { note: null });
  expect(await of('dast')).toEqual([0, 1]);
});

async function person(role: Role, name: string): Promise<{ ctx: Context; id: number }> {
  const input = { email: `${name}@example.com`, name, role, passwordHash: null, now: harness.clock.now };
  const { id } = await addMember(harness.systemSql, harness.ctx, input);
  const ctx = await actAs(harness, { kind: 'user', orgId: harness.ctx.orgId, role, teamsOf: null });
  return { id, ctx: { ...ctx, userId: id, credential: { kind: 'session', name, tokenId: null } } };
}

it('an alert leaves out requests that nobody has to decide about any more when it is made, and the log of mails says why', async () => {
  const { ctx, id } = await person('security', 'Ada');
  await outboxSettled(harness.systemSql);
  await changeOwnAlerts(ctx, { kinds: ['exception_requested'] });
  await alertPeople(harness);
  const asking = await person('developer', 'Grace');
  const told = () => harness.systemSql<{ state: string; lastAnswer: string | null; text: string }[]>`
    select state, last_answer, text from mails where user_id = ${id} order by id`;
  const first = await askFor(harness, asking.ctx, 'decided-first');
  await refuseException(ctx, first, { note: null });
  await alertPeople(harness);
  expect(await told()).toMatchObject([
    {
      state: 'skipped',
      lastAnswer: 'Not told: a request waited for approval in acme/web, and nobody has to decide any more.',
    },
  ]);
  const [gone] = [await askFor(harness, asking.ctx, 'taken-back'), await askFor(harness, asking.ctx, 'waits-still')];
  await withdrawException(asking.ctx, gone);
  await alertPeople(harness);
  const [, mail, note] = await told();
  expect(mail?.text).toContain('waits-still');
  expect(mail?.text).not.toContain('taken-back');
  expect(note).toMatchObject({ state: 'skipped', lastAnswer: expect.stringContaining('acme/web') });
  // Nothing is said twice.
  await alertPeople(harness);
  expect(await told()).toHaveLength(3);
});
