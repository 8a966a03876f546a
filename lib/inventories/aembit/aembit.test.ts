import { describe, expect, it } from 'vitest';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { aembit } from './read.ts';

type Row = Record<string, unknown>;

const inventory = (sections: Row): Row => ({
  ...{ schema: 'inventory/v1', source: 'aembit', scope: 'acme', collected_at: '2026-03-02T06:00:00Z' },
  sections,
});

const read = (document: Row) => aembit.read(sourceFromBytes(JSON.stringify(document)));
const judge = async (document: Row) => judgeInventory((await read(document)).inventory);

const event = (result: string, at: string, further: Row = {}): Row => ({
  meta: { eventType: 'access.authorization', timestamp: at },
  outcome: { result },
  clientWorkload: { id: 'c1', name: 'deploy' },
  serverWorkload: { id: 's1', name: 'orders-db' },
  accessPolicy: { id: 'p1', name: 'deploy reads orders' },
  ...further,
});

const MISMATCH = {
  trustProviders: [
    {
      name: 'gh',
      result: 'Unauthorized',
      reason: 'MatchRuleFailed',
      attribute: 'repository',
      expectedValue: 'a/b',
      actualValue: 'x/b',
    },
  ],
};
const DENIED = [1, 2, 3, 4, 5].map((day) => event('Unauthorized', `2026-02-0${day}T00:00:00Z`));

describe('the inventory of an Aembit tenant', () => {
  it('has workloads, what they reach, by which policy, and when they last did', async () => {
    const { inventory: of } = await read(inventory({ events: [event('Authorized', '2026-03-01T00:00:00Z')] }));
    expect(of.principals).toMatchObject([
      { id: 'workload:c1', kind: 'workload', name: 'deploy', lastActiveAt: new Date('2026-03-01T00:00:00Z') },
    ]);
    expect(of.grants).toMatchObject([
      {
        principal: 'workload:c1',
        resource: 'server:s1',
        permission: 'deploy reads orders',
        lastUsedAt: new Date('2026-03-01T00:00:00Z'),
      },
    ]);
  });

  it('gives no right to what was never let in', async () => {
    const { inventory: of } = await read(inventory({ events: DENIED }));
    expect([of.principals.length, of.grants]).toEqual([1, []]);
  });

  it.each([
    ['denied five times', DENIED, ['workload-denied']],
    ['denied four times', DENIED.slice(1), []],
    ['let in since', [...DENIED, event('Authorized', '2026-02-09T00:00:00Z')], []],
    ['let in before', [...DENIED, event('Authorized', '2026-01-31T00:00:00Z')], ['workload-denied']],
    ['not known', DENIED.map((each) => ({ ...each, clientWorkload: null })), ['workload-denied']],
    [
      'another repository than the policy trusts',
      [event('Unauthorized', '2026-02-01T00:00:00Z', MISMATCH)],
      ['workload-trust-mismatch'],
    ],
    [
      'another repository, beside one that fits',
      [event('Unauthorized', '2026-02-01T00:00:00Z', MISMATCH), event('Authorized', '2026-02-02T00:00:00Z')],
      [],
    ],
  ])('with a workload that was %s fails these rules', async (_what, events, fails) => {
    const { rules, failures } = await judge(inventory({ events }));
    expect([...rules].flatMap(([rule, state]) => (state === 'fail' ? [rule] : []))).toEqual(fails);
    expect(failures.map(({ rule }) => rule.id)).toEqual(fails);
  });

  it('says the same of a workload for as long as it is denied, so that its finding stays what it is', async () => {
    const more = [...DENIED, event('Unauthorized', '2026-02-20T00:00:00Z')];
    const [once, twice] = await Promise.all([judge(inventory({ events: DENIED })), judge(inventory({ events: more }))]);
    expect(twice.failures[0]?.evidence).toEqual(once.failures[0]?.evidence);
    expect(twice.failures[0]?.says).toBe(once.failures[0]?.says);
  });

  it('does not know where nothing was told', async () => {
    const rules = PRIVILEGE_RULES.filter(({ needs }) => needs.aembit !== undefined).map(({ id }) => id);
    const { rules: states } = await judge(inventory({ events: { status: 'failed', http: 403 } }));
    expect([...states]).toEqual(rules.map((rule) => [rule, 'unknown']));
  });

  it('refuses events beside what they come to, and says which rows are none', async () => {
    await expect(read(inventory({ events: [], access: [] }))).rejects.toThrow('both events and access');
    const { skipped } = await read(inventory({ events: [{ hello: 1 }], audit_log: [{}] }));
    expect(skipped.map(({ position }) => position)).toEqual(['sections.events.data[0]'.replace('.data', '')]);
  });
});
