import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { severityChange } from '#lib/contracts/finding-people.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { type ActionWorld, openActionWorld } from '../action/testing.ts';
import { setSeverity } from '../finding/set-severity.ts';
import { changeMembers } from '../team/change-members.ts';
import { changePatterns } from '../team/change-patterns.ts';
import { createTeam } from '../team/create-team.ts';
import { type FakeResult, sarifOf, tick } from '../testing.ts';
import { removeUser } from '../user/remove-user.ts';
import { tellWatchers } from './tell-watchers.ts';
import { watchAction } from './watch-action.ts';
import { watchFinding } from './watch-finding.ts';

type Person = Context & { userId: number };

let world: ActionWorld;
let ada: Person;
let bo: Person;
const call = (name: string): FakeResult => ({ rule: name, file: `${name}.ts`, line: 1, code: `use(${name})` });
const ALL = sarifOf(['a', 'b', 'c'].map(call));

beforeAll(async () => {
  world = await openActionWorld();
  ada = await world.person('security');
  bo = await world.person('security');
  await world.report(ALL);
});
afterAll(() => world.harness.close());

const watch = (who: Context, id: string, watching = true) => watchAction(who, id, { watching, everywhere: false });
const watched = async (who: Context, params: Record<string, string> = {}) => {
  const { items, total } = await getActions(who, actionListParams.parse({ watched: 'me', ...params }));
  expect(total).toEqual({ value: items.length, relation: 'exact' });
  return items.map(({ id }) => id);
};
const findingOf = async (rule: string): Promise<string> =>
  (await getFindings(world.harness.ctx, findingListParams.parse({ rule }))).items[0]?.id ?? '';

/** To whom mails about what is watched went since the last time, and what they say. */
async function mailed(): Promise<Map<string, { subject: string; text: string }>> {
  const { harness } = world;
  await harness.admin`delete from mails`;
  tick(harness, 5);
  await tellWatchers(harness);
  const rows = await harness.admin<{ name: string; subject: string; text: string }[]>`
    select u.name, m.subject, m.text from mails m join users u on u.id = m.user_id where m.kind = 'watched'`;
  // Lines of mails are wrapped.
  return new Map(rows.map(({ name, subject, text }) => [name, { subject, text: text.replaceAll(/\s+/g, ' ') }]));
}

describe('who watches a fix', () => {
  it('lists it, beside any other filter, and says so once in the audit log', async () => {
    const [a, b] = [await world.idOf('a'), await world.idOf('b')];
    await watch(ada, a);
    await watch(ada, a);
    await watch(bo, b);
    expect((await getAction(ada, a)).watch).toEqual({ mine: true, watchers: 1, may: true });
    expect((await getAction(bo, a)).watch).toEqual({ mine: false, watchers: 1, may: true });
    expect(await watched(ada)).toEqual([a]);
    expect(await watched(ada, { state: 'open' })).toEqual([a]);
    expect(await watched(ada, { state: 'claimed' })).toEqual([]);
    expect(await watched(ada, { q: 'no such words' })).toEqual([]);
    await world.change(ada, a, { change: 'claim' });
    expect(await watched(ada, { assignee: 'me', state: 'claimed' })).toEqual([a]);
    expect(await watched(bo, { assignee: 'nobody' })).toEqual([b]);
    const entries = await world.harness.admin`
      select 1 from audit_entries where verb = 'action.watched' and target_id = ${a}`;
    expect(entries).toHaveLength(1);
  });

  it('is a person: a token watches nothing, and nobody watches what ends by itself or is not there', async () => {
    const id = await world.idOf('a');
    const { ctx } = world.harness;
    await expect(watch(ctx, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(watched(ctx)).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await getAction(ctx, id)).watch.may).toBe(false);
    await expect(watch(ada, 'act_zzz_1')).rejects.toMatchObject({ code: 'not_found' });
    const coverage = (await getActions(ada, actionListParams.parse({ kind: 'coverage' }))).items[0]?.id ?? '';
    await expect(watch(ada, coverage)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is mailed what others do about it and to its findings, in one mail, and nothing of their own', async () => {
    const id = await world.idOf('b');
    const finding = await findingOf('b');
    await mailed();
    await watch(ada, id);
    await world.change(ada, id, { change: 'set_due', due: { on: '2026-12-24', reason: 'Before the holidays.' } });
    await setSeverity(ada, finding, severityChange.parse({ severity: 'critical', reason: 'Public.' }));
    const mails = await mailed();
    expect([...mails.keys()]).toEqual([bo.credential.name]);
    const text = mails.get(bo.credential.name)?.text ?? '';
    expect(text).toContain('To be done until 2026-12-24: Before the holidays.');
    expect(text).toContain('Severity set to critical');
    expect(text).toContain(`/actions/${id}`);
    expect(await mailed()).toEqual(new Map());
  });

  it('hears that it is said to be fixed, that a scan verified it, and that it came back', async () => {
    const id = await world.idOf('b');
    await world.change(bo, id, { change: 'say_fixed' });
    const said = (await mailed()).get(ada.credential.name);
    expect(said?.subject).toMatch(/^News of acme\/web, action \d+$/);
    expect(said?.text).toContain('Said to be fixed: it awaits a scan');
    await world.report(sarifOf([call('a'), call('c')]));
    expect((await mailed()).get(ada.credential.name)?.text).toContain('Verified: a scan no longer finds it');
    await world.report(ALL);
    expect((await mailed()).get(ada.credential.name)?.text).toContain('Opened again');
  });

  it('is not told of a finding that they do not want to hear of, and of nothing once they stop', async () => {
    const [id, finding] = [await world.idOf('b'), await findingOf('b')];
    await watchFinding(ada, finding, { watching: false });
    await setSeverity(bo, finding, severityChange.parse({ severity: 'high', reason: 'Behind a proxy.' }));
    expect(await mailed()).toEqual(new Map());
    await world.change(bo, id, { change: 'claim' });
    await watch(ada, id, false);
    expect(await mailed()).toEqual(new Map());
    expect(await watched(ada)).toEqual([await world.idOf('a')]);
  });

  it('watches the same fix wherever they see it, and nothing that they do not see any more', async () => {
    const { ctx } = world.harness;
    await world.report(ALL, { repo: 'acme/api' });
    const dev = await world.person('developer');
    const { slug } = await createTeam(ctx, { name: 'Web' });
    await changePatterns(ctx, slug, { add: ['acme/web'], remove: [] });
    await changeMembers(ctx, slug, { add: [dev.userId], remove: [] });
    const id = await world.idOf('c');
    await watch(dev, id);
    const left = () => world.harness.admin`select 1 from action_watches where user_id = ${dev.userId}`;
    expect(await left()).toHaveLength(1);
    await changeMembers(ctx, slug, { add: [], remove: [dev.userId] });
    expect(await left()).toEqual([]);
    await removeUser(ctx, ada.userId);
    expect(await world.harness.admin`select 1 from action_watches where user_id = ${ada.userId}`).toEqual([]);
  });
});
