import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { type ActionRow, actionListParams } from '#lib/contracts/action.ts';
import { actionChange } from '#lib/contracts/action-work.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getWhatIf } from '#lib/views/action/get-what-if.ts';
import { changeAction } from '../action/change-action.ts';
import { recount } from '../recount.ts';
import { repair } from '../repair.ts';
import { deleteRepository } from '../repository/delete-repository.ts';
import { removeRepository } from '../repository/remove-repository.ts';
import { actAs, type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';
import { learnEffort } from './learn-effort.ts';
import { learnEfforts } from './learn-efforts.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.admin`truncate repositories, users, audit_entries, audit_heads, outbox, learned_efforts cascade`;
  await harness.admin`delete from graphile_worker._private_jobs`;
  // A Monday, so that all of it is worked.
  harness.clock.now = new Date('2026-06-01T06:00:00Z');
});

const RULES = 'abcdefghijkl'.split('');
const call = (name: string): FakeResult => ({ rule: name, file: `${name}.ts`, line: 1, code: `use(${name})` });

let runs = 0;
function report(rules: readonly string[], repo: string) {
  tick(harness, 1);
  runs += 1;
  const run = { started_at: harness.clock.now.toISOString(), commit: runs.toString(16).padStart(40, '0'), repo };
  return harness.deliver(run, sarifOf(rules.map(call)));
}

async function developer(): Promise<Context> {
  runs += 1;
  const input = { email: `e${runs}@example.com`, name: 'Ana', role: 'developer' as const, passwordHash: null };
  const { id } = await addMember(harness.systemSql, harness.ctx, { ...input, now: harness.clock.now });
  const ctx = await actAs(harness, { kind: 'user', orgId: harness.ctx.orgId, role: 'developer', teamsOf: id });
  return { ...ctx, userId: id, credential: { kind: 'session', name: 'Ana', tokenId: null } };
}

const queue = async (repo = 'acme/web'): Promise<ActionRow[]> =>
  (await getActions(harness.ctx, actionListParams.parse({ repo, limit: 200 }))).items.filter(
    ({ kind }) => kind === 'code',
  );

async function rowOf(rule: string, repo?: string): Promise<ActionRow> {
  const row = (await queue(repo)).find((one) => one.title.includes(`Rule ${rule}`) || one.rule === rule);
  if (row === undefined) throw new Error(`no fix for ${rule}`);
  return row;
}

let left: readonly string[] = RULES;

/** One after the other is claimed, and said to be fixed after so many hours; then a report agrees. */
async function fix(ctx: Context, rules: readonly string[], hours: number) {
  for (const rule of rules) {
    const { id } = await rowOf(rule);
    await changeAction(ctx, id, actionChange.parse({ change: 'claim' }));
    tick(harness, hours * 60);
    await changeAction(ctx, id, actionChange.parse({ change: 'say_fixed' }));
    // Back to the morning of the next day: nothing is worked on at night.
    tick(harness, (24 - hours) * 60);
  }
  left = left.filter((rule) => !rules.includes(rule));
  await report(left, 'acme/web');
}

const placeOf = async (rule: string): Promise<number> => {
  const { number } = await rowOf(rule);
  const [row] = await harness.admin<{ value: number }[]>`select value from actions where number = ${number}`;
  return row?.value ?? 0;
};
const learn = () => learnEffort(harness, harness.ctx);
const differences = async () => (await recount(harness.systemSql)).differences;
const TEN = RULES.slice(0, 10);

describe('effort', () => {
  it('is learned of ten fixes of a kind that scans verified, and what is left is ranked by it', {
    timeout: 60_000,
  }, async () => {
    await report(RULES, 'acme/web');
    const before = await rowOf('l');
    expect(before).toMatchObject({ effort_hours: 4, effort: { source: 'rule_of_thumb', fixes: null, until: null } });
    expect(before.why.at(-1)).toEqual({ text: 'takes about 4 hours: rule of thumb', at: null });
    // Within weekdays: five days, the weekend apart.
    const ana = await developer();
    await fix(ana, TEN.slice(0, 4), 2);
    tick(harness, 3 * 24 * 60);
    await fix(ana, TEN.slice(4, 8), 2);
    tick(harness, 3 * 24 * 60);
    await fix(ana, TEN.slice(8), 2);
    const guessed = await placeOf('l');
    // What was verified today is learned of tomorrow.
    await learn();
    expect((await rowOf('l')).effort_hours).toBe(4);
    tick(harness, 24 * 60);
    await learn();
    const after = await rowOf('l');
    const until = `${harness.clock.now.toISOString().slice(0, 10)}T00:00:00.000Z`;
    expect(after).toMatchObject({
      effort_hours: 2,
      effort: { source: 'own_fixes', fixes: 10, median_hours: 2, until },
    });
    expect(after.why.at(-1)).toEqual({
      text: 'takes about 2 hours: median of 10 such fixes of yours up to',
      at: until,
    });
    // Half of the hours, and a day's pressure of the due date.
    const times = (await placeOf('l')) / guessed;
    expect(times).toBeGreaterThan(1.95);
    expect(times).toBeLessThan(2.2);
    expect(await getWhatIf(harness.ctx, { actions: [after.id], everywhere: false })).toMatchObject({ hours: 2 });
    expect(await differences()).toEqual([]);
    // A report ranks by it too.
    await report([...RULES.slice(10), 'z'], 'acme/web');
    expect(await rowOf('z')).toMatchObject({ effort_hours: 2 });

    await harness.admin`update learned_efforts set median_hours = 3 where effort_kind = 'code'`;
    expect(await differences()).toEqual([
      {
        table: 'learned_efforts',
        scope: `organization ${harness.ctx.orgId} code`,
        column: 'median_hours',
        stored: '3 of 10',
        counted: '2 of 10',
      },
    ]);
    expect((await repair(harness.systemSql, harness.clock.now)).differences).toEqual([]);
    expect(await differences()).toEqual([]);
  });
});

/** Closings as `settleWork` writes them, of the day before. */
async function closings(repo: string, count: number, hours: number) {
  const at = new Date(harness.clock.now.getTime() - 86_400_000);
  await harness.admin`
    insert into action_events (org_id, repo_id, action_number, at, kind, upload, revision, detail)
    select a.org_id, a.repo_id, a.number, ${at}::timestamptz - n * interval '1 minute', 'verified', 1, 1,
      jsonb_build_object('hours', ${hours}::float8, 'effortKind', 'code')
    from repositories r join actions a on a.org_id = r.org_id and a.repo_id = r.id and a.number = 1, generate_series(1, ${count}::int) n
    where r.full_name = ${repo}`;
}

describe('what is learned', () => {
  it('of the demo counts for the demo, and of all others for these', async () => {
    await report(RULES, 'acme/web');
    await report(RULES, 'acme/demo');
    await harness.admin`update repositories set demo = true where full_name = 'acme/demo'`;
    await closings('acme/demo', 10, 2);
    await closings('acme/web', 9, 8);
    await learn();
    expect((await rowOf('a', 'acme/demo')).effort_hours).toBe(2);
    expect((await rowOf('a', 'acme/web')).effort_hours).toBe(4);
    expect(await differences()).toEqual([]);
  });

  it('ranks only repositories for which other hours count, and a second time none', async () => {
    await report(RULES, 'acme/web');
    await report([], 'acme/empty');
    await closings('acme/web', 12, 8);
    const scored = () => harness.admin<{ fullName: string; scoredAt: Date }[]>`
      select r.full_name, s.scored_at from repository_state s join repositories r on r.id = s.repo_id order by 1`;
    const [empty, web] = await scored();
    tick(harness, 60);
    await learn();
    const first = await scored();
    expect(first[0]).toEqual(empty);
    expect(first[1]?.scoredAt).toEqual(harness.clock.now);
    expect(web?.scoredAt).not.toEqual(harness.clock.now);
    tick(harness, 60);
    await learn();
    expect(await scored()).toEqual(first);
  });

  it('is ordered where something is to be learned, and once a day', async () => {
    const orders = () => harness.admin`select 1 from graphile_worker._private_jobs where key like 'effort:%'`;
    await report(RULES, 'acme/web');
    await learnEfforts(harness);
    expect(await orders()).toHaveLength(0);
    await closings('acme/web', 1, 8);
    await learnEfforts(harness);
    expect(await orders()).toHaveLength(1);
    await learn();
    await harness.admin`delete from graphile_worker._private_jobs`;
    await learnEfforts(harness);
    expect(await orders()).toHaveLength(0);
    tick(harness, 24 * 60);
    await learnEfforts(harness);
    expect(await orders()).toHaveLength(1);
  });

  it('is forgotten with the repository that it was learned of', async () => {
    await report(RULES, 'acme/web');
    await report(RULES, 'acme/other');
    await closings('acme/web', 12, 8);
    await learn();
    expect((await rowOf('a', 'acme/other')).effort_hours).toBe(8);
    await deleteRepository(harness.ctx, 'acme/web', { dry_run: false, confirm: 'acme/web' });
    const [{ id = 0 } = {}] = await harness.admin<
      { id: number }[]
    >`select id from repositories where deleting_at is not null`;
    await removeRepository(harness, { orgId: harness.ctx.orgId, repoId: id });
    const orders = await harness.admin<
      { key: string }[]
    >`select key from graphile_worker._private_jobs where key like 'effort:%'`;
    expect(orders).toEqual([{ key: `effort:${harness.ctx.orgId}` }]);
    // It is to be learned anew: no difference yet.
    expect(await differences()).toEqual([]);
    tick(harness, 60);
    await learn();
    expect((await rowOf('a', 'acme/other')).effort_hours).toBe(4);
    await harness.admin`delete from graphile_worker._private_jobs`;
    expect(await differences()).toEqual([]);
  });
});
