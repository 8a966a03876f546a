import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { ruleListParams } from '#lib/contracts/exception-rule.ts';
import { addDays } from '#lib/domain/time.ts';
import { getExceptionSummary } from '#lib/views/exception/get-exception-summary.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getRules } from '#lib/views/exception-rule/get-rules.ts';
import { LARGE, type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import { vacuumWhole } from '../testing-vacuum.ts';
import { findRulesInForce } from './exception-rules.ts';
import { findEnded, findEndedPlaces, findOfRule, findRulePlaces, findToRemind } from './exceptions-sweep.ts';
import { findLiveExceptions } from './exceptions-write.ts';
import { findOpenByNumbers } from './rule-matches.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const EXCEPTIONS = 100_000;

let world: LargeWorld;

/** A hundred thousand exceptions: one of ten in force, one of a hundred waits, one of fifty made by a rule. */
beforeAll(async () => {
  world = await openLargeWorld(LARGE, NOW);
  await world.explain`
    insert into exceptions (org_id, repo_id, number, finding_number, kind, state, reason, requested_at, requested_by,
      requester_kind, requester_name, expires_at, conditions, reminded, batch, exception_rule)
    select f.org_id, f.repo_id, f.number, f.number, case when f.number % 3 = 0 then 'false_positive' else 'accepted' end,
      case when f.number % 10 = 0 then 'in_force' when f.number % 100 = 1 then 'requested' else 'expired' end,
      'A reason as people write it.', ${NOW}::timestamptz - f.number * interval '1 hour', f.number % 40, 'session', 'Ada',
      ${NOW}::timestamptz + (f.number - 5) * interval '1 day', '{}', 0, case when f.number % 500 = 0 then 'batch' end,
      case when f.number % 50 = 0 then 1 + f.repo_id % 10 end
    from findings f where f.org_id = 1 and f.repo_id <= 100`;
  await world.explain`
    insert into exception_rules (org_id, kind, state, conditions, reason, requested_at, requester_kind, requester_name, expires_at)
    select 1, 'accepted', case when n <= 10 then 'in_force' else 'expired' end,
      '{"scanners":[],"rules":[],"categories":[],"paths":["test/"],"packages":[],"severityAtMost":null,"repositories":[],"teams":[],"labels":[]}',
      'x', ${NOW}, 'session', 'Ada', ${addDays(NOW, 90)} from generate_series(1, 1000) n`;
  // As autovacuum does after so many inserts: counts are read from indexes alone.
  await vacuumWhole(world.explain, 'exceptions');
  await vacuumWhole(world.explain, 'exception_rules');
}, 480_000);
afterAll(() => world?.close());

/** Pages that reading touched; fails when a large table is read whole. */
async function touched(read: () => Promise<unknown>): Promise<number> {
  const { buffers, whole } = await world.explained(read);
  expect(whole).toEqual([]);
  return buffers;
}

const SCOPE = { orgId: 1, repoId: 7 };

describe('among 100,000 exceptions', () => {
  it('there are so many', async () => {
    const [row] = await world.explain`select count(*)::int as count from exceptions`;
    expect(row).toEqual({ count: EXCEPTIONS });
  });

  it.each([
    [{}, 900],
    [{ state: ['in_force'], kind: 'false_positive' }, 900],
    [{ state: ['requested'] }, 900],
    [{ state: ['refused', 'withdrawn', 'expired', 'returned'] }, 900],
    [{ sort: 'expires' }, 900],
    [{ sort: 'expires', expiring_before: '2026-03-20T00:00:00Z' }, 900],
    [{ repo: ['acme/repo-7'] }, 900],
    [{ requester: '7', state: ['in_force', 'requested'] }, 900],
    [{ batch: 'batch' }, 2500],
    [{ rule: '3' }, 2500],
  ])('a page of %j touches few pages, and so does the next one', async (params, most) => {
    let cursor: string | null = null;
    const read = async (next?: string) => {
      cursor = (await getExceptions(world.ctx, exceptionListParams.parse({ ...params, cursor: next }))).next_cursor;
    };
    expect(await touched(() => read())).toBeLessThan(most);
    const next: string | null = cursor;
    if (next !== null) expect(await touched(() => read(next))).toBeLessThan(most);
  });

  it.each<[string, () => Promise<unknown>, number]>([
    ['the summary', () => getExceptionSummary(world.ctx, {}), 3000],
    ['repositories that the sweep has to go to', () => findEndedPlaces(world.sql, SCOPE, NOW), 400],
    ['what has ended in one', () => findEnded(world.sql as never, SCOPE, NOW, 5000), 60],
    ['what people are to be reminded of in one', () => findToRemind(world.sql as never, SCOPE, addDays(NOW, 14)), 120],
    ['the live exceptions of some findings', () => findLiveExceptions(world.sql as never, SCOPE, [10, 20, 30]), 40],
    ['rules, with how many each excepts', () => getRules(world.ctx, ruleListParams.parse({})), 1500],
    ['rules that an import follows', () => findRulesInForce(world.sql, SCOPE, NOW), 80],
    ['what opened, as rules see it', () => findOpenByNumbers(world.sql as never, SCOPE, [1, 2, 3, 4, 5], true), 150],
    ['repositories that a rule excepts something in', () => findRulePlaces(world.sql, SCOPE, 3), 300],
    ['what it excepts in one', () => findOfRule(world.sql as never, SCOPE, 8, 5000), 60],
  ])('%s touches few pages', async (_what, read, most) => {
    expect(await touched(read)).toBeLessThan(most);
  });
});
