import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actionListParams } from '#lib/contracts/action.ts';
import { actionChange } from '#lib/contracts/action-work.ts';
import { Fault } from '#lib/errors.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { changeRepository } from '../repository/change-repository.ts';
import { deleteRepository } from '../repository/delete-repository.ts';
import { removeRepository } from '../repository/remove-repository.ts';
import { retireStream } from '../repository/retire-stream.ts';
import { changeMembers } from '../team/change-members.ts';
import { changePatterns } from '../team/change-patterns.ts';
import { createTeam } from '../team/create-team.ts';
import { deleteTeam } from '../team/delete-team.ts';
import { actAs, type FakeResult, type Harness, sarifOf } from '../testing.ts';
import { removeUser } from '../user/remove-user.ts';
import { changeAction } from './change-action.ts';
import { type ActionWorld, openActionWorld } from './testing.ts';

let world: ActionWorld;
let harness: Harness;
beforeAll(async () => {
  world = await openActionWorld();
  ({ harness } = world);
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.admin`truncate teams, repositories, users, audit_entries, audit_heads, outbox cascade`;
  await harness.admin`update organizations set developer_sight = 'organization'`;
});

const call = (name: string): FakeResult => ({ rule: name, file: `${name}.ts`, line: 1, code: `use(${name})` });
const BOTH = sarifOf([call('a'), call('b')]);
const ONLY_B = sarifOf([call('b')]);

const person: ActionWorld['person'] = (role) => world.person(role);
const report: ActionWorld['report'] = (bytes, params) => world.report(bytes, params);
const idOf: ActionWorld['idOf'] = (rule, repo) => world.idOf(rule, repo);
const change: ActionWorld['change'] = (ctx, id, body) => world.change(ctx, id, body);
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => (error instanceof Fault ? `${error.code}: ${error.sentence}` : String(error)),
  );
const stateOf = async (id: string) => (await getAction(harness.ctx, id)).work.state;
const historyOf = async (id: string) =>
  (await getAction(harness.ctx, id)).history
    .map(
      ({ kind, by, upload }) =>
        `${kind}${by === null ? '' : ` by ${by}`}${upload === null ? '' : ` in ${upload.number}`}`,
    )
    .reverse();
const told = async () =>
  (await harness.systemSql<{ kind: string }[]>`select kind from outbox where kind like 'action%' order by id`).map(
    ({ kind }) => kind,
  );

describe('what a person says is fixed', () => {
  it('is verified by a report that no longer holds it, and the score gains what was promised', async () => {
    await report(BOTH);
    const ana = await person();
    const id = await idOf('a');
    const { points } = await getAction(ana, id);
    await change(ana, id, { change: 'claim' });
    await change(ana, id, { change: 'say_fixed' });
    expect(await stateOf(id)).toBe('awaiting');
    const { scoreBefore, scoreAfter, number } = await report(ONLY_B);
    expect((scoreAfter ?? 0) - (scoreBefore ?? 0)).toBeCloseTo(points.repository ?? 0, 1);
    expect(await getAction(ana, id)).toMatchObject({ work: { state: 'closed', assignee: null }, open: 0 });
    const name = ana.credential.name;
    expect(await historyOf(id)).toEqual([`claimed by ${name}`, `said_fixed by ${name}`, `verified in ${number}`]);
    expect(await told()).toEqual(['action_claimed', 'action_awaiting', 'action_verified']);
    // Seen again, it is open again, and nobody's.
    const again = await report(BOTH);
    expect(await stateOf(id)).toBe('open');
    expect((await historyOf(id)).at(-1)).toBe(`reopened in ${again.number}`);
    await report(ONLY_B);
    expect((await historyOf(id)).at(-1)).toMatch(/^closed in /);
  });

  it('goes back to its owner when a report that was taken later still holds it', async () => {
    await report(BOTH);
    const ana = await person();
    const id = await idOf('a');
    await change(ana, id, { change: 'claim' });
    await change(ana, id, { change: 'say_fixed' });
    const { number } = await report(BOTH);
    const action = await getAction(ana, id);
    expect(action.work).toMatchObject({ state: 'claimed', assignee: { you: true }, still_in: { number } });
    expect((await historyOf(id)).at(-1)).toBe(`still_there in ${number}`);
    expect(await told()).toEqual(['action_claimed', 'action_awaiting', 'action_back']);
    // Said again, it awaits the next one.
    await change(ana, id, { change: 'say_fixed' });
    expect((await getAction(ana, id)).work.still_in).toBeNull();
    await report(ONLY_B);
    expect(await stateOf(id)).toBe('closed');
  });

  it('is not contradicted by a report that says nothing of it', async () => {
    await report(BOTH);
    const silent = await report(BOTH, { label: 'other' });
    expect(silent.state).toBe('processed');
    const ana = await person();
    const id = await idOf('a');
    const before = harness.clock.now.toISOString();
    await change(ana, id, { change: 'say_fixed' });
    // Of a run that had started before, and one older than what the stream has.
    await report(BOTH, { started_at: before });
    expect((await report(BOTH, { started_at: '2026-01-01T00:00:00Z' })).state).toBe('superseded');
    // Incomplete: what is not in it may still be there, and what is may be of before.
    await report(BOTH, { complete: 'false' });
    await report(sarifOf([call('a'), call('b')], 'plumbtest', { successful: false }));
    // Of another ref, and of another stream that never held it.
    await report(BOTH, { ref: 'feature' });
    await report(ONLY_B, { label: 'third' });
    expect(await stateOf(id)).toBe('awaiting');
    // Gone in one stream, unsaid in the other.
    await report(ONLY_B);
    expect(await stateOf(id)).toBe('awaiting');
    await report(ONLY_B, { label: 'other' });
    expect(await stateOf(id)).toBe('closed');
  });

  it('is closed without being verified when nothing looks at it any more', async () => {
    await report(BOTH);
    const ana = await person();
    const id = await idOf('a');
    await change(ana, id, { change: 'say_fixed' });
    const [stream] = await harness.systemSql<{ repoId: number; id: number }[]>`select repo_id, id from streams`;
    await retireStream(harness.ctx, 'acme/web', `str_${stream?.repoId.toString(36)}_${stream?.id.toString(36)}`);
    expect(await historyOf(id)).toEqual([`said_fixed by ${ana.credential.name}`, 'closed']);
    expect(await told()).toEqual(['action_awaiting']);
  });
});
const toldOf = async () =>
  (
    await harness.systemSql<{ kind: string; detail: { count: number; assignee?: object } }[]>`
      select kind, detail from outbox where kind like 'action%' order by id`
  ).map(({ kind, detail }) => [kind, detail.assignee]);

describe('an action', () => {
  it('is one person’s of two who claim it at once, and the other is told whose', async () => {
    await report(BOTH);
    const [ana, bob] = [await person(), await person()];
    const id = await idOf('a');
    const results = await Promise.all([
      refusal(changeAction(ana, id, actionChange.parse({ change: 'claim', revision: 0 }))),
      refusal(changeAction(bob, id, actionChange.parse({ change: 'claim', revision: 0 }))),
    ]);
    const winner = results[0] === 'done' ? ana : bob;
    const said = `It was changed meanwhile: ${winner.credential.name} has claimed it.`;
    expect(results.sort()).toEqual([`conflict: ${said} Look at it as it is now, then decide again.`, 'done']);
    const loser = winner === ana ? bob : ana;
    expect(await refusal(change(loser, id, { change: 'claim' }))).toBe(
      `conflict: ${said} Assign it anew to take it over.`,
    );
    await change(loser, id, { change: 'assign', person: loser.userId, revision: 1 });
    expect((await getAction(loser, id)).work).toMatchObject({ state: 'open', assignee: { you: true }, revision: 2 });
  });

  it('is claimed for all repositories that the person sees, but where it is somebody else’s', async () => {
    for (const repo of ['acme/web', 'acme/api', 'acme/pay', 'other/site']) await report(BOTH, { repo });
    await createTeam(harness.ctx, { name: 'Acme' });
    await changePatterns(harness.ctx, 'acme', { add: ['acme/*'], remove: [] });
    const [first, bob] = [await person(), await person('security')];
    await changeMembers(harness.ctx, 'acme', { add: [first.userId], remove: [] });
    const { orgId } = harness.ctx;
    const ana = {
      ...(await actAs(harness, { kind: 'user', orgId, role: 'developer', teamsOf: first.userId })),
      userId: first.userId,
      credential: first.credential,
    };
    await change(bob, await idOf('a', 'acme/api'), { change: 'claim' });
    const id = await idOf('a');
    expect(await change(ana, id, { change: 'claim', everywhere: true })).toEqual({
      changed: 2,
      kept: [{ repo: 'acme/api', reason: expect.stringContaining(`${bob.credential.name} has claimed it`) }],
    });
    const rows = await harness.systemSql<{ name: string }[]>`
      select r.full_name as name from action_work w join repositories r on r.id = w.repo_id where w.user_id = ${first.userId} order by 1`;
    expect(rows.map(({ name }) => name)).toEqual(['acme/pay', 'acme/web']);
    const [entry] = await harness.systemSql<{ detail: object }[]>`
      select detail from audit_entries where verb = 'action.claimed' order by sequence desc limit 1`;
    expect(entry?.detail).toMatchObject({ repositories: expect.arrayContaining(['acme/web', 'acme/pay']) });
    expect(await refusal(change(ana, await idOf('a', 'other/site'), { change: 'claim' }))).toMatch(/^not_found/);
  });

  it('is nobody’s any more when its person or team is gone, or loses sight of it', async () => {
    await report(BOTH);
    await report(BOTH, { repo: 'other/site' });
    await createTeam(harness.ctx, { name: 'Web' });
    await changePatterns(harness.ctx, 'web', { add: ['acme/*'], remove: [] });
    const [ana, bob] = [await person(), await person('security')];
    await changeMembers(harness.ctx, 'web', { add: [ana.userId], remove: [] });
    const [a, b] = [await idOf('a'), await idOf('b')];
    const there = await idOf('a', 'other/site');
    expect(await refusal(change(bob, there, { change: 'assign', person: ana.userId }))).toMatch(
      /^invalid_input: person/,
    );
    expect(await refusal(change(bob, there, { change: 'assign', team: 'web' }))).toMatch(/^invalid_input: team/);
    const has = async () => [
      (await getAction(bob, a)).work.assignee?.name,
      (await getAction(bob, b)).work.assignee?.name,
    ];
    await change(bob, a, { change: 'assign', person: ana.userId });
    await change(bob, b, { change: 'claim', for_team: 'web' });
    expect(await has()).toEqual([ana.credential.name, 'Web']);
    await changeMembers(harness.ctx, 'web', { add: [], remove: [ana.userId] });
    expect(await has()).toEqual([undefined, 'Web']);
    expect((await getAction(bob, a)).history[0]).toMatchObject({
      kind: 'unassigned',
      lost_sight: true,
      assignee: ana.credential.name,
    });
    await changePatterns(harness.ctx, 'web', { add: [], remove: ['acme/*'] });
    expect(await has()).toEqual([undefined, undefined]);
    await change(bob, a, { change: 'claim' });
    await removeUser({ ...harness.ctx, systemSql: harness.systemSql }, bob.userId);
    expect((await getAction(harness.ctx, a)).work).toMatchObject({ state: 'open', assignee: null });
    await deleteTeam(harness.ctx, 'web');
    expect(await toldOf()).toEqual([
      ['action_assigned', { kind: 'person', id: ana.userId }],
      ['action_claimed', { kind: 'team', id: 'web' }],
      ['action_released', undefined],
      ['action_released', undefined],
      ['action_claimed', { kind: 'person', id: bob.userId }],
      ['action_released', undefined],
    ]);
  });

  it('goes with its repository, and leaves others as they are', async () => {
    await report(BOTH);
    await report(BOTH, { repo: 'acme/api' });
    const ana = await person();
    const id = await idOf('a');
    await change(ana, id, { change: 'claim', everywhere: true });
    await deleteRepository(harness.ctx, 'acme/web', { dry_run: false, confirm: 'acme/web' });
    expect(await refusal(change(ana, id, { change: 'say_fixed' }))).toBe('not_found: There is no such action.');
    const [repository] = await harness.systemSql<
      { id: number }[]
    >`select id from repositories where deleting_at is not null`;
    await removeRepository(harness, { orgId: harness.ctx.orgId, repoId: repository?.id ?? 0 });
    expect(await harness.systemSql`select 1 from action_work`).toHaveLength(1);
    expect(await stateOf(await idOf('a', 'acme/api'))).toBe('claimed');
  });

  it('is in no queue of the organization while its repository is archived, and as it was afterwards', async () => {
    await report(BOTH);
    const ana = await person();
    const id = await idOf('a');
    const listed = async (params: object = {}) =>
      (await getActions(harness.ctx, actionListParams.parse({ limit: 200, ...params }))).items.map((item) => item.id);
    await change(ana, id, { change: 'claim' });
    await changeRepository(harness.ctx, 'acme/web', { archived: true });
    expect(await listed()).not.toContain(id);
    // Whoever asks for the repository finds it, still claimed, and can go on or let it go.
    expect(await listed({ repo: 'acme/web' })).toContain(id);
    expect(await stateOf(id)).toBe('claimed');
    await change(ana, id, { change: 'say_fixed' });
    await changeRepository(harness.ctx, 'acme/web', { archived: false });
    expect(await listed()).toContain(id);
    expect(await stateOf(id)).toBe('awaiting');
  });

  it('has a date of its own beside the SLA’s, with its reason', async () => {
    await report(BOTH);
    const ana = await person();
    const id = await idOf('a');
    const sla = (await getAction(ana, id)).due_at;
    await change(ana, id, { change: 'set_due', due: { on: '2026-03-20', reason: 'Before the audit' } });
    const due = { at: '2026-03-20T23:59:59.000Z', reason: 'Before the audit', overdue: false };
    expect(await getAction(ana, id)).toMatchObject({ due_at: sla, work: { state: 'open', due } });
    await change(ana, id, { change: 'claim' });
    await change(ana, id, { change: 'release' });
    expect((await getAction(ana, id)).work).toMatchObject({ state: 'open', assignee: null, due });
    await change(ana, id, { change: 'say_fixed' });
    await change(ana, id, { change: 'not_fixed' });
    expect(await told()).toEqual(['action_claimed', 'action_released', 'action_awaiting', 'action_not_fixed']);
    await change(ana, id, { change: 'set_due', due: null });
    expect((await getAction(ana, id)).work.due).toBeNull();
    expect(await refusal(change(harness.ctx, id, { change: 'claim' }))).toMatch(/^invalid_input: for_team/);
    expect(await refusal(change(ana, 'cov_0_1', { change: 'claim' }))).toMatch(/^conflict: This ends by itself/);
  });
});
