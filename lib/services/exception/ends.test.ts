import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { repositoryChange } from '#lib/contracts/repository.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { recount } from '../recount.ts';
import { changeRepository } from '../repository/change-repository.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { requestException } from './request-exception.ts';
import { sweepExceptions } from './sweep-exceptions.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const DAY = 24 * 60;
const RULES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const results = (rules: readonly string[], level: FakeResult['level'] = 'warning'): FakeResult[] =>
  rules.map((rule) => ({ rule, file: `src/${rule}.ts`, line: 3, code: `use(${rule})`, level }));

async function listed(repo: string) {
  const state = ['open', 'accepted', 'false_positive', 'fixed', 'suppressed'];
  return (await getFindings(harness.ctx, findingListParams.parse({ repo: [repo], state, sort: 'opened' }))).items;
}

async function decide(repo: string, rule: string, days: number, kind = 'accepted'): Promise<void> {
  const finding = (await listed(repo)).find((one) => one.rule === rule)?.id ?? '';
  const expires_at = new Date(harness.clock.now.getTime() + days * DAY * 60_000).toISOString();
  await requestException(harness.ctx, exceptionRequest.parse({ finding, kind, reason: 'For a test.', expires_at }));
}

const told = async () =>
  (
    await harness.sql<{ kind: string; count: number; reason: string | null }[]>`
    select kind, (detail ->> 'count')::int as count, detail ->> 'reason' as reason from outbox
    where kind like 'exception_%' and kind <> 'exception_approved' order by id`
  ).map(({ kind, count, reason }) => [kind, count, reason]);

describe('the end of exceptions', () => {
  it('brings back exactly what they hid, after two reminders', async () => {
    const repo = 'acme/expiry';
    await harness.deliver({ repo }, sarifOf(results(RULES)));
    const [state] = await harness.sql`select score, without_acceptances from repository_state`;
    const before = await listed(repo);
    await decide(repo, 'a', 30);
    await decide(repo, 'b', 30, 'false_positive');
    await decide(repo, 'c', 60);
    // Fixed while it is hidden: it does not come back.
    tick(harness, DAY);
    await harness.deliver({ repo }, sarifOf(results(RULES.filter((rule) => rule !== 'b'))));
    for (let day = 0; day < 40; day += 1) {
      tick(harness, DAY);
      await sweepExceptions(harness);
    }
    await sweepExceptions(harness);
    const after = await listed(repo);
    const changed = after.filter((one) => before.find(({ id }) => id === one.id)?.state !== one.state);
    expect(changed.map(({ rule, state }) => [rule, state])).toEqual([
      ['b', 'fixed'],
      ['c', 'accepted'],
    ]);
    // The clock of what came back went on.
    const opened = (rows: typeof after) => rows.find(({ rule }) => rule === 'a')?.opened_at;
    expect(opened(after)).toBe(opened(before));
    expect(await told()).toEqual([
      ['exception_expiring', 1, null],
      ['exception_expiring', 1, null],
      ['exception_expiring', 1, null],
      ['exception_expiring', 1, null],
      ['exception_expired', 1, null],
      ['exception_expired', 1, null],
    ]);
    const { timeline } = await getFinding(harness.ctx, { id: after.find(({ rule }) => rule === 'a')?.id ?? '' });
    expect(timeline[0]?.text).toBe('Open again: its exception expired');
    expect(state).toBeDefined();
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });

  it('comes in the transaction of the report or setting that changes what they rest on', async () => {
    const repo = 'acme/conditions';
    await harness.deliver({ repo }, sarifOf(results(RULES)));
    for (const rule of ['a', 'b']) await decide(repo, rule, 90);
    await decide(repo, 'c', 90, 'false_positive');
    await decide(repo, 'd', 90, 'false_positive');
    const states = async () => Object.fromEntries((await listed(repo)).map(({ rule, state }) => [rule, state]));
    tick(harness, DAY);
    // Severity of a and c rises.
    const worse = [...results(['a', 'c'], 'error'), ...results(RULES.filter((rule) => rule !== 'a' && rule !== 'c'))];
    await harness.deliver({ repo }, sarifOf(worse));
    expect(await states()).toMatchObject({ a: 'open', b: 'accepted', c: 'false_positive', d: 'false_positive' });
    tick(harness, DAY);
    await changeRepository(harness.ctx, repo, repositoryChange.parse({ exposure: 'public' }));
    expect(await states()).toMatchObject({ a: 'open', b: 'open', c: 'false_positive', d: 'false_positive' });
    expect((await told()).slice(-2)).toEqual([
      ['exception_returned', 1, 'severity'],
      ['exception_returned', 1, 'exposure'],
    ]);
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });
});
