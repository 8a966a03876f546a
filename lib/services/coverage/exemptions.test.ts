import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveDecisionPolicy } from '#db/queries/decision-policies.ts';
import { erasePerson } from '#db/queries/erase-person.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { coverageParams } from '#lib/contracts/coverage.ts';
import { exemptionListParams, exemptionRequest } from '#lib/contracts/exemption.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import { DEFAULT_EXCEPTION_POLICY } from '#lib/domain/decision/exception.ts';
import { getCoverage } from '#lib/views/coverage/get-coverage.ts';
import { getCoverageSummary } from '#lib/views/coverage/get-coverage-summary.ts';
import { getExemption } from '#lib/views/coverage/get-exemption.ts';
import { getExemptions } from '#lib/views/coverage/get-exemptions.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { sweepExceptions } from '../exception/sweep-exceptions.ts';
import { recount } from '../recount.ts';
import { changeLabels } from '../repository/change-labels.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { decideExemption, type ExemptionAct } from './decide-exemption.ts';
import { requestExemptions } from './request-exemptions.ts';

let harness: Harness;
let ctx: Context;

const as = (role: Role, userId: number): Context => ({
  ...ctx,
  principal: { kind: 'user', orgId: ctx.orgId, role },
  userId,
  credential: { kind: 'session', name: `person ${userId}`, tokenId: null },
});
const inDays = (days: number): string => new Date(harness.clock.now.getTime() + days * 86_400_000).toISOString();

async function ask(who: Context, more: Record<string, unknown>): Promise<string[]> {
  const request = { category: 'dast', reason: 'It is a library.', expires_at: inDays(30), ...more };
  return (await requestExemptions(who, exemptionRequest.parse(request))).ids;
}
const decide = (who: Context, id: string, act: ExemptionAct) => decideExemption(who, id, act, { note: 'As agreed.' });

const scoreOf = async (repo: string) => (await getRepository(ctx, repo)).score;

/** How a category stands, as every screen says it. */
async function standing(repo: string, category = 'dast') {
  const { items } = await getCoverage(ctx, coverageParams.parse({ q: repo }));
  const list = await getRepositories(ctx, repositoryListParams.parse({ q: repo, missing: category }));
  const shown = (await getRepository(ctx, repo)).repository.coverage.find((cell) => cell.category === category)?.state;
  return {
    grid: items[0]?.cells.find((cell) => cell.category === category)?.state,
    shown,
    isMissing: list.items.length === 1,
  };
}
const EXPECTED = { grid: 'never', shown: 'never', isMissing: true };
const EXEMPT = { grid: 'exempt', shown: 'not_expected', isMissing: false };

const entries = () =>
  harness.admin<
    { cause: string; points: number }[]
  >`select cause, points from ledger_entries order by at desc, cause limit 1`;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
  for (const repo of ['acme/web', 'acme/api', 'acme/lib', 'acme/old']) {
    await harness.deliver({ repo }, sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }]));
    await changeLabels(ctx, repo, { labels: ['libraries'] });
  }
  await inTransaction(ctx.sql, (tx) =>
    saveDecisionPolicy(
      tx,
      { orgId: ctx.orgId },
      { sla: DEFAULT_SLA, ...DEFAULT_EXCEPTION_POLICY, fourEyes: true },
      ctx.now(),
    ),
  );
});
afterAll(() => harness.close());

describe('an exemption', () => {
  it('waits for another person, then moves weight to what is expected, told as a decision; taken back, all is as before', async () => {
    tick(harness, 5);
    const before = await scoreOf('acme/web');
    const { whole } = await getCoverageSummary(ctx);
    const [id = ''] = await ask(as('security', 7), { repo: 'acme/web' });
    expect(await standing('acme/web')).toEqual(EXPECTED);
    expect(await scoreOf('acme/web')).toMatchObject({ score: before.score });
    await expect(decide(as('security', 7), id, 'approve')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(decide(as('developer', 8), id, 'approve')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask(as('security', 9), { repo: 'acme/web' })).rejects.toMatchObject({ code: 'conflict' });
    tick(harness, 5);
    await decide(as('security', 8), id, 'approve');
    expect(await standing('acme/web')).toEqual(EXEMPT);
    const after = await scoreOf('acme/web');
    expect(after.score ?? 0).toBeGreaterThan(before.score ?? 0);
    expect(after.categories.filter(({ confidence }) => confidence > 0).length).toBe(
      before.categories.filter(({ confidence }) => confidence > 0).length,
    );
    expect(await getCoverageSummary(ctx)).toMatchObject({
      whole: { expected: whole.expected - 1, counts: { fresh: whole.counts.fresh, exempt: 1 } },
    });
    const [entry] = await entries();
    expect(entry?.cause).toBe('decisions');
    expect(Number(entry?.points)).toBeGreaterThan(0);
    expect(await getExemption(as('viewer', 9), id)).toMatchObject({
      ...{ repo: 'acme/web', category: 'dast', state: 'in_force', reason: 'It is a library.', note: 'As agreed.' },
      ...{ requested_by: { name: 'person 7' }, decided_by: { name: 'person 8' } },
      may: { approve: false, refuse: false, withdraw: false },
    });
    expect((await recount(harness.sql)).differences).toEqual([]);
    tick(harness, 5);
    await decide(as('security', 7), id, 'withdraw');
    expect(await standing('acme/web')).toEqual(EXPECTED);
    expect(await scoreOf('acme/web')).toMatchObject({ score: before.score });
    await expect(decide(as('security', 8), id, 'approve')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('counts as none from its end on, before the sweep ends it as well', async () => {
    const [id = ''] = await ask(as('security', 7), { repo: 'acme/api', expires_at: inDays(2) });
    await decide(as('security', 8), id, 'approve');
    expect(await standing('acme/api')).toEqual(EXEMPT);
    tick(harness, 2 * 1440 + 1);
    // Another change of the repository comes before the sweep.
    await harness.deliver({ repo: 'acme/api' }, sarifOf([{ rule: 'r2', file: 'b.ts', line: 1, code: 'other()' }]));
    expect(await standing('acme/api')).toEqual(EXPECTED);
    expect((await recount(harness.sql)).differences).toEqual([]);
    await sweepExceptions(harness);
    expect(await getExemption(ctx, id)).toMatchObject({ state: 'expired', ended_by: null });
    expect((await recount(harness.sql)).differences).toEqual([]);
    // Those who are told of exceptions are told of all of it.
    const told = await harness.admin<{ kind: string; detail: object }[]>`
      select kind, detail from outbox where kind like 'exception_%' order by transaction, id`;
    expect(told.map(({ kind }) => kind.split('_')[1])).toEqual([
      ...['requested', 'approved', 'withdrawn', 'requested', 'approved', 'expired'],
    ]);
    expect(told.at(-1)?.detail).toMatchObject({
      count: 1,
      category: 'dast',
      findings: [],
      expiresAt: expect.any(String),
    });
    const verbs = await harness.admin<
      { verb: string }[]
    >`select verb from audit_entries where verb like 'exemption.%' order by sequence`;
    expect(verbs.map(({ verb }) => verb.split('.')[1])).toEqual([
      ...['requested', 'approved', 'withdrawn', 'requested', 'approved', 'expired'],
    ]);
  });

  it('is not asked for where something reports the category, and says nothing once something does', async () => {
    await expect(ask(as('security', 7), { repo: 'acme/web', category: 'sast' })).rejects.toMatchObject({
      ...{ code: 'conflict', message: expect.stringContaining('reports sast of acme/web') },
    });
    const [id = ''] = await ask(as('security', 7), { repo: 'acme/web', category: 'secret' });
    await decide(as('security', 8), id, 'approve');
    expect(await standing('acme/web', 'secret')).toEqual(EXEMPT);
    await harness.admin`update streams set categories = array['sast', 'secret'] where repo_id = (select id from repositories where slug = 'acme/web')`;
    await harness.deliver({ repo: 'acme/web' }, sarifOf([{ rule: 'r3', file: 'c.ts', line: 1, code: 'third()' }]));
    expect((await standing('acme/web', 'secret')).grid).toBe('fresh');
    expect((await recount(harness.sql)).differences).toEqual([]);
  });

  it('is told of 14 and 3 days before its end, once each, unless it was made for less', async () => {
    const [long = ''] = await ask(as('security', 7), { repo: 'acme/lib', category: 'secret', expires_at: inDays(20) });
    await decide(as('security', 8), long, 'approve');
    const [short = ''] = await ask(as('security', 7), { repo: 'acme/web', category: 'iac', expires_at: inDays(2) });
    await decide(as('security', 8), short, 'approve');
    const reminders = async (days: number) => {
      tick(harness, days * 1440);
      await sweepExceptions(harness);
      await sweepExceptions(harness);
      const [row] = await harness.admin<{ count: number }[]>`
        select count(*)::int as count from outbox o join repositories r on r.id = o.repo_id
        where o.kind = 'exception_expiring' and (r.slug, o.detail->>'category') in (('acme/lib', 'secret'), ('acme/web', 'iac'))`;
      return row?.count;
    };
    expect([await reminders(1), await reminders(6), await reminders(9), await reminders(2)]).toEqual([0, 1, 1, 2]);
    await decide(as('security', 8), long, 'withdraw');
  });

  it('of a label is one for each repository where nothing is in the way; an end must be within what is allowed', async () => {
    await ask(as('security', 7), { repo: 'acme/lib', category: 'iac' });
    const request = exemptionRequest.parse({
      ...{ label: 'libraries', category: 'iac', reason: 'No infrastructure.', expires_at: inDays(60) },
    });
    await harness.admin`update repositories set archived = true where full_name = 'acme/old'`;
    expect(await requestExemptions(as('developer', 9), request)).toMatchObject({ ids: { length: 2 }, skipped: 1 });
    const { items } = await getExemptions(
      as('security', 8),
      exemptionListParams.parse({ state: 'requested', limit: 2 }),
    );
    expect(items.map(({ category, may }) => [category, may.approve])).toEqual([
      ['iac', true],
      ['iac', true],
    ]);
    const endingBy = async (days: number) => {
      const params = { state: 'requested,in_force,withdrawn', expiring_before: inDays(days) };
      return (await getExemptions(ctx, exemptionListParams.parse(params))).items.map(
        ({ repo, state }) => `${repo} ${state}`,
      );
    };
    // Those that were withdrawn would have ended in time, too.
    expect(await endingBy(31)).toEqual(['acme/lib requested', 'acme/web in_force']);
    expect(await endingBy(30)).toEqual(['acme/web in_force']);
    expect(await endingBy(61)).toHaveLength(4);
    const elsewhere = { ...ctx, readScope: narrowed(ctx.readScope, []) };
    expect((await getExemptions(elsewhere, exemptionListParams.parse({}))).items).toEqual([]);
    await expect(decide(elsewhere, items[0]?.id ?? '', 'refuse')).rejects.toMatchObject({ code: 'not_found' });
    await decide(as('security', 8), items[0]?.id ?? '', 'refuse');
    expect(await standing(items[0]?.repo ?? '', 'iac')).toEqual(EXPECTED);
    await expect(ask(as('security', 7), { repo: 'acme/web', expires_at: inDays(400) })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(ask(as('viewer', 7), { repo: 'acme/web' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('names nobody who was removed, and everybody else', async () => {
    const namesOf = async () => {
      const all = exemptionListParams.parse({ state: 'requested,refused,withdrawn,expired' });
      const { items } = await getExemptions(ctx, all);
      return new Set(
        items.flatMap((item) => [item.requested_by, item.decided_by, item.ended_by].map((by) => by?.name)),
      );
    };
    expect(await namesOf()).toEqual(new Set(['person 7', 'person 8', 'person 9', undefined]));
    await inTransaction(ctx.systemSql, (tx) => erasePerson(tx, { orgId: ctx.orgId }, 7));
    expect(await namesOf()).toEqual(new Set(['Removed person', 'person 8', 'person 9', undefined]));
  });
});
