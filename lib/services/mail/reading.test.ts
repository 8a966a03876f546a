import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { type MailListParams, mailListParams, ownMailChange } from '#lib/contracts/mail.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { Fault } from '#lib/errors.ts';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { getDigestSettings } from '#lib/views/mail/get-digest-settings.ts';
import { getMail } from '#lib/views/mail/get-mail.ts';
import { getMails } from '#lib/views/mail/get-mails.ts';
import { getOwnMail } from '#lib/views/mail/get-own-mail.ts';
import { findReadScope } from '../access/find-read-scope.ts';
import { changeMembers } from '../team/change-members.ts';
import { changePatterns } from '../team/change-patterns.ts';
import { createTeam } from '../team/create-team.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import type { Member } from '../user/testing.ts';
import { changeDigestSettings } from './change-digest-settings.ts';
import { changeOwnMail } from './change-own-mail.ts';
import { repairAddress } from './repair-address.ts';
import { sendTestMail } from './send-test-mail.ts';
import { mailWorld } from './testing.ts';

let harness: Harness;
let world: ReturnType<typeof mailWorld>;
let ada: Member;
let bea: Member;
let web = 0;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  world = mailWorld(harness, () => 'smtp://127.0.0.1:1');
  ada = await world.person('Ada', 'admin');
  bea = await world.person('Bea', 'developer');
  const report = sarifOf([{ rule: 'r1', file: 'a.ts', line: 1, code: 'call(1)' }]);
  web = (await harness.deliver({ repo: 'acme/web' }, report)).repoId;
});
afterEach(() => harness.admin`delete from mails`);
afterAll(() => harness.close());

async function as(person: Member): Promise<Context> {
  const { ctx } = harness;
  const role = person.role as Role;
  const principal = { kind: 'user', orgId: ctx.orgId, role } as const;
  const who = { ...ctx, userId: person.id, principal };
  return {
    ...who,
    readScope: await findReadScope(ctx.readSql, {
      ...principal,
      ...(role === 'developer' ? { teamsOf: person.id } : {}),
    }),
  };
}

const codeOf = (action: Promise<unknown>): Promise<string> =>
  action.then(
    () => 'done',
    (fault: Fault) => fault.code,
  );
const list = async (person: Member, params: Partial<MailListParams> = {}) =>
  getMails(await as(person), mailListParams.parse(params));
const subjects = async (person: Member, params: Partial<MailListParams> = {}) =>
  (await list(person, params)).items.map(({ subject }) => subject);

describe('the list of mails', () => {
  it('has one’s own; those of everybody for administrators alone', async () => {
    await world.queue(ada, { subject: 'to Ada' });
    await world.queue(bea, { subject: 'to Bea' });
    expect(await subjects(bea)).toEqual(['to Bea']);
    expect(await subjects(bea, { user: String(ada.id) as never })).toEqual(['to Bea']);
    expect(await subjects(ada)).toEqual(['to Ada']);
    expect(await subjects(ada, { whose: 'all' })).toEqual(['to Bea', 'to Ada']);
    expect(await subjects(ada, { whose: 'all', user: String(bea.id) as never })).toEqual(['to Bea']);
    expect(await codeOf(list(bea, { whose: 'all' }))).toBe('forbidden');
  });

  it('is filtered by kind and state, page by page, the newest first', async () => {
    for (const n of [1, 2, 3, 4, 5]) await world.queue(bea, { subject: `mail ${n}`, kind: n > 2 ? 'digest' : 'test' });
    expect(await subjects(bea, { kind: 'digest' })).toEqual(['mail 5', 'mail 4', 'mail 3']);
    expect(await subjects(bea, { state: 'sent' })).toEqual([]);
    const first = await list(bea, { limit: 2 });
    expect(first.items.map(({ subject }) => subject)).toEqual(['mail 5', 'mail 4']);
    const second = await list(bea, { limit: 2, cursor: first.next_cursor ?? '' });
    expect(second.items.map(({ subject }) => subject)).toEqual(['mail 3', 'mail 2']);
  });
});

describe('one mail', () => {
  it('is read by its recipient and by administrators; others are told that there is none', async () => {
    const id = (await world.queue(bea, { html: '<p>Do this</p>', text: 'Do this' })) ?? 0;
    expect(await getMail(await as(bea), id)).toMatchObject({ html: '<p>Do this</p>', text: 'Do this' });
    expect(await getMail(await as(ada), id)).toMatchObject({ recipient: { id: bea.id, name: 'Bea' } });
    const toAda = (await world.queue(ada)) ?? 0;
    expect(await codeOf(getMail(await as(bea), toAda))).toBe('not_found');
    expect(await codeOf(getMail(await as(bea), toAda + 1000))).toBe('not_found');
  });

  it('is not shown to somebody who may no longer see what it tells of', async () => {
    const about = (await world.queue(bea, { repositories: [web] })) ?? 0;
    const aboutAll = (await world.queue(bea, { repositories: null })) ?? 0;
    await createTeam(await as(ada), { name: 'Payments' });
    await changeMembers(await as(ada), 'payments', { add: [bea.id], remove: [] });
    await changePatterns(await as(ada), 'payments', { add: ['acme/web'], remove: [] });
    await getMail(await as(bea), about);
    await changeMembers(await as(ada), 'payments', { add: [], remove: [bea.id] });
    expect(await codeOf(getMail(await as(bea), about))).toBe('forbidden');
    expect(await codeOf(getMail(await as(bea), aboutAll))).toBe('forbidden');
    await getMail(await as(ada), about);
  });
});

describe('what somebody wants to get', () => {
  const change = async (person: Member, given: object) => changeOwnMail(await as(person), ownMailChange.parse(given));
  const since = async () =>
    (
      await harness.admin<{ weeklySince: Date | null }[]>`
      select weekly_since from mail_preferences where user_id = ${bea.id}`
    )[0]?.weeklySince;

  it('is as the organization has it until something is chosen; what is left out stays', async () => {
    expect(await getOwnMail(await as(bea))).toMatchObject({
      ...{ weekly: null, organization: true, teams: [], minimal: false, weekday: null, hour: null, time_zone: null },
      defaults: { weekly: true, weekday: 1, hour: 7, time_zone: 'UTC' },
    });
    await change(bea, { minimal: true, hour: 9, time_zone: 'Europe/Berlin' });
    await change(bea, { weekday: 5 });
    expect(await getOwnMail(await as(bea))).toMatchObject({
      minimal: true,
      hour: 9,
      weekday: 5,
      time_zone: 'Europe/Berlin',
    });
    await change(bea, { hour: null });
    expect(await getOwnMail(await as(bea))).toMatchObject({ hour: null, weekday: 5 });
  });

  it('begins when it is turned on: weeks before are not made up for', async () => {
    await change(bea, { weekly: false });
    const before = harness.ctx.now();
    harness.clock.now = new Date(before.getTime() + 60_000);
    await change(bea, { weekly: true });
    expect(await since()).toEqual(harness.clock.now);
    harness.clock.now = new Date(before.getTime() + 120_000);
    await change(bea, { weekly: true, minimal: false });
    expect(await since()).toEqual(new Date(before.getTime() + 60_000));
  });

  it('may be a digest of a team that the person is in, and of no other', async () => {
    await createTeam(await as(ada), { name: 'Web' });
    expect(await codeOf(change(bea, { teams: ['web'] }))).toBe('invalid_input');
    await changeMembers(await as(ada), 'web', { add: [bea.id], remove: [] });
    await change(bea, { teams: ['web', 'web'] });
    expect(await getOwnMail(await as(bea))).toMatchObject({
      teams: ['web'],
      own_teams: [{ slug: 'web', name: 'Web' }],
    });
    // A team that was chosen can be left out later, also by somebody who is not in it any more.
    await changeMembers(await as(ada), 'web', { add: [], remove: [bea.id] });
    await change(bea, { teams: ['web'] });
    await change(bea, { teams: [] });
    expect(await codeOf(change(bea, { teams: ['web'] }))).toBe('invalid_input');
  });

  it.each([
    {},
    { time_zone: '+01:00' },
    { time_zone: 'Mars/Olympus' },
    { weekday: 0 },
    { hour: 24 },
    { address: 'x@y.z' },
  ])('refuses %j', (given) => {
    expect(ownMailChange.safeParse(given).success).toBe(false);
  });
});

describe('settings of the organization', () => {
  it('say who gets a digest; who begins to is told nothing of weeks before', async () => {
    const before = await getDigestSettings(await as(ada));
    expect(before).toMatchObject({
      weekday: 1,
      hour: 7,
      time_zone: 'UTC',
      roles: ['admin', 'security', 'developer', 'viewer'],
    });
    expect(before.recipients).toBe(2);
    expect(before.mail_server).toMatchObject({ state: 'none', address: null, waiting: 0 });
    await changeDigestSettings(await as(ada), { roles: ['admin'], hour: 8 });
    const after = await getDigestSettings(await as(ada));
    expect(after).toMatchObject({ hour: 8, weekday: 1, roles: ['admin'] });
    // Bea wants one, whatever her role.
    expect(after.recipients).toBe(2);
    await changeOwnMail(await as(bea), { weekly: null });
    expect((await getDigestSettings(await as(ada))).recipients).toBe(1);
    expect(await codeOf(changeDigestSettings(await as(bea), { hour: 9 }))).toBe('forbidden');
  });

  it('name addresses that failed, until they are repaired, which a first mail proves', async () => {
    const { admin, ctx } = harness;
    await admin`update mail_preferences set address_failed_at = ${ctx.now()}, address_failed_reason = 'No such user' where user_id = ${bea.id}`;
    expect((await getDigestSettings(await as(ada))).failed_addresses).toMatchObject([
      { user: bea.id, name: 'Bea', address: 'bea@example.com', reason: 'No such user' },
    ]);
    expect(await getOwnMail(await as(bea))).toMatchObject({ address_failed: { reason: 'No such user' } });
    expect(await codeOf(repairAddress(await as(bea), ada.id))).toBe('forbidden');
    await repairAddress(await as(ada), bea.id);
    expect((await getDigestSettings(await as(ada))).failed_addresses).toEqual([]);
    expect(await subjects(bea)).toEqual(['Acme’s Plumbline reaches you again']);
    expect(await codeOf(repairAddress(await as(ada), bea.id))).toBe('conflict');
    await admin`update mail_preferences set address_failed_at = ${ctx.now()} where user_id = ${bea.id}`;
    await repairAddress(await as(bea), null);
    expect(await getOwnMail(await as(bea))).toMatchObject({ address_failed: null });
  });
});

describe('a test mail', () => {
  it('goes to the administrator who asks, once a minute', async () => {
    const made = await sendTestMail(await as(ada));
    expect(made).toMatchObject({ kind: 'test', recipient: { id: ada.id }, state: 'kept' });
    expect((await getMail(await as(ada), made.id)).text).toContain('No mail server is configured');
    expect(await codeOf(sendTestMail(await as(ada)))).toBe('rate_limited');
    harness.clock.now = new Date(harness.clock.now.getTime() + 60_000);
    await sendTestMail(await as(ada));
    expect(await codeOf(sendTestMail(await as(bea)))).toBe('forbidden');
  });

  it('says that others will come too where there is a server to send it', async () => {
    harness.clock.now = new Date(harness.clock.now.getTime() + 60_000);
    const ctx = await as(ada);
    const env = { ...ctx.env, SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'plumbline@example.com' };
    const made = await sendTestMail({ ...ctx, env });
    expect(made.state).toBe('waiting');
    expect((await getMail(ctx, made.id)).text).toContain('digests and alerts will too');
  });
});
