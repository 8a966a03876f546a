import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { addExceptions } from '../exception/add-exceptions.ts';
import { recount } from '../recount.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { Changes } from './changes.ts';
import { commit } from './commit.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const result = (rule: string): FakeResult => ({ rule, file: 'src/a.ts', line: 1, code: `${rule}();`, level: 'error' });
const REPORT = ['first', 'second', 'third'].map(result);

/** Decides about a finding as an exception would. */
async function decide(number: number, decided: Decision | null): Promise<void> {
  const scope = { orgId: harness.ctx.orgId, repoId: 1 };
  await inTransaction(harness.sql, async (tx) => {
    const repository = await findRepositoryForUpdate(tx, scope);
    if (repository === null) throw new Error('no repository');
    await lockRepository(tx, scope);
    await tx`update findings set decided = ${decided} where org_id = ${scope.orgId} and repo_id = 1 and number = ${number}`;
    await tx`delete from exceptions where org_id = ${scope.orgId} and repo_id = 1 and finding_number = ${number}`;
    const by = { at: harness.now(), personId: null, kind: 'session', name: 'Ana' } as const;
    const asked = { kind: decided ?? 'accepted', reason: 'test', evidenceUrl: null, expiresAt: null };
    const at = { tx, scope, repository, now: harness.now() };
    if (decided !== null) await addExceptions(at, new Changes(), [number], asked, { requester: by, decider: by });
    const changes = new Changes();
    changes.touch(await findByNumbers(tx, scope, [number]));
    await commit(at, changes, { upload: 0, userId: null });
  });
}

const states = () => harness.admin`select number, state, opened_at, reopened from findings order by number`;
const action = async () => (await harness.admin`select open, accepted, due_at from actions where number = 1`)[0];
async function scores(): Promise<{ score: number; withoutAcceptances: number; openActions: number }> {
  const [row] = await harness.admin<{ score: number; withoutAcceptances: number; openActions: number }[]>`
    select score, without_acceptances, open_actions from repository_state`;
  if (row === undefined) throw new Error('no score');
  return row;
}

describe('a finding about which somebody decided', () => {
  it('counts a quarter while its risk is accepted, is nothing to do, and comes back as it was', async () => {
    await harness.deliver({}, sarifOf(REPORT));
    const [before, open, first] = [await scores(), await states(), await action()];
    tick(harness, 60);
    await decide(1, 'accepted');
    expect((await states())[0]).toEqual({ ...open[0], state: 'accepted' });
    expect(await action()).toEqual({ open: 0, accepted: 1, dueAt: null });
    const accepted = await scores();
    expect(accepted.score).toBeGreaterThan(before.score);
    expect(accepted.withoutAcceptances).toBeCloseTo(before.score, 5);
    expect(accepted.openActions).toBe(before.openActions - 1);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
    tick(harness, 60);
    await decide(1, null);
    expect([await states(), await action(), await scores()]).toEqual([open, first, before]);
    const told = await harness.admin`select kind from finding_events where finding_number = 1 order by at`;
    expect(told.map(({ kind }) => kind)).toEqual(['introduced', 'accepted', 'returned']);
  });

  it('counts nothing while it is a false positive', async () => {
    const before = await scores();
    await decide(2, 'false_positive');
    expect((await states())[1]).toMatchObject({ state: 'false_positive' });
    const { score, withoutAcceptances } = await scores();
    expect([score > before.score, withoutAcceptances]).toEqual([true, score]);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('is fixed by a report without it, and decided again when it comes back', async () => {
    await decide(3, 'accepted');
    tick(harness, 60);
    await harness.deliver({}, sarifOf(REPORT.slice(0, 2)));
    expect((await states())[2]).toMatchObject({ state: 'fixed' });
    tick(harness, 60);
    await harness.deliver({}, sarifOf(REPORT));
    expect((await states()).map(({ state, reopened }) => [state, reopened])).toEqual([
      ['open', 0],
      ['false_positive', 0],
      ['accepted', 1],
    ]);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it.each([
    ['findings', `update findings set state = 'open' where state = 'accepted'`],
    ['findings', `update findings set decided = null where state = 'false_positive'`],
    ['actions', 'update actions set accepted = accepted + 1 where accepted > 0'],
    ['actions', `update actions set accepted_load = '{}' where accepted > 0`],
    ['actions', 'update findings set exploit = 5 where number = 1'],
    ['exceptions', `update findings set decided = 'accepted' where number = 1`],
  ])('is wrong in %s where %s', async (table, damage) => {
    await harness.admin`create table kept_findings as select * from findings`;
    await harness.admin`create table kept_actions as select * from actions`;
    await harness.admin.unsafe(damage);
    expect((await recount(harness.sql)).differences.map((one) => one.table)).toContain(table);
    await harness.admin`
      update findings f set state = k.state, decided = k.decided, exploit = k.exploit from kept_findings k where k.number = f.number`;
    await harness.admin`
      update actions a set accepted = k.accepted, accepted_load = k.accepted_load from kept_actions k where k.number = a.number`;
    await harness.admin`drop table kept_findings, kept_actions`;
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });
});
