import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertOutbox } from '#db/queries/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { getOwnAlerts } from '#lib/views/alert/get-own-alerts.ts';
import { unsubscribe } from '../mail/unsubscribe.ts';
import { outboxSettled } from '../sink/testing.ts';
import { changeMembers } from '../team/change-members.ts';
import { changePatterns } from '../team/change-patterns.ts';
import { createTeam } from '../team/create-team.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';
import { alertPeople } from './alert-people.ts';
import { changeOwnAlerts } from './change-own-alerts.ts';
import { changeTeamAlerts } from './change-team-alerts.ts';
import { askFor } from './testing.ts';

let harness: Harness;
let web: number;
let api: number;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  web = (await harness.deliver({ repo: 'acme/web' }, sarifOf([]))).repoId;
  api = (await harness.deliver({ repo: 'acme/api' }, sarifOf([]))).repoId;
});
afterAll(() => harness.close());
beforeEach(async () => {
  for (const table of ['mails', 'person_alerts', 'team_alerts', 'alert_readers']) {
    await harness.admin.unsafe(`delete from ${table}`);
  }
  tick(harness, 24 * 60);
  await outboxSettled(harness.systemSql);
});

let people = 0;
async function person(role: Role): Promise<{ ctx: Context; id: number }> {
  people += 1;
  const input = {
    email: `p${people}@example.com`,
    name: `Person ${people}`,
    role,
    passwordHash: null,
    now: harness.clock.now,
  };
  const { id } = await addMember(harness.systemSql, harness.ctx, input);
  const ctx = await actAs(harness, {
    kind: 'user',
    orgId: harness.ctx.orgId,
    role,
    teamsOf: role === 'developer' ? id : null,
  });
  return { id, ctx: { ...ctx, userId: id, credential: { kind: 'session', name: input.name, tokenId: null } } };
}

const HELD: OutboxEvent = { kind: 'report_held', detail: { closing: 30, scanners: ['semgrep'], again: false } };
const LIVE: OutboxEvent = {
  kind: 'live_secret_found',
  detail: { count: 1, findings: [{ number: 4, rule: 'aws-key' }] },
};
const drop = (points: number): OutboxEvent => ({
  kind: 'posture_changed',
  detail: { introduced: 1, reopened: 0, fixed: 0, score: { before: 80, after: 80 - points } },
});

const happen = (repoId: number, ...events: OutboxEvent[]): Promise<void> => happenBy(null, repoId, ...events);

async function happenBy(userId: number | null, repoId: number, ...events: OutboxEvent[]): Promise<void> {
  for (const event of events) {
    const cause = { at: harness.clock.now, upload: 1, userId };
    await inTransaction(harness.sql, (tx) =>
      insertOutbox(tx, { orgId: harness.ctx.orgId, repoId }, { ...cause, ...event }),
    );
  }
  await outboxSettled(harness.systemSql);
}

async function mailsTo(id: number): Promise<{ subject: string; text: string; repositories: number[] }[]> {
  return harness.systemSql`select subject, text, repositories from mails where user_id = ${id} order by id`;
}

describe('alerts', () => {
  it('tell a person of what was asked for, in one mail, once, whatever workers do', async () => {
    await happen(web, LIVE);
    const { ctx, id } = await person('viewer');
    await changeOwnAlerts(ctx, { kinds: ['live_secret_found', 'score_dropped'], score_drop: 10 });
    await happen(web, LIVE, HELD, drop(9.9), drop(10));
    await Promise.all([alertPeople(harness), alertPeople(harness)]);
    await alertPeople(harness);
    const mails = await mailsTo(id);
    expect(mails).toMatchObject([{ subject: 'Live secret found: acme/web and 1 more alert', repositories: [web] }]);
    expect(mails[0]?.text).toContain('from 80.0 to 70.0');
    expect(mails[0]?.text).not.toMatch(/70\.1|on hold/);
  });

  it('tell of gates, and of exceptions those who may decide about them and did not ask for them', async () => {
    const expiring = { count: 1, decision: 'accepted' as const, findings: [{ number: 4, rule: 'r' }] };
    const ends = { kind: 'exception_expiring' as const, detail: { ...expiring, expiresAt: null, reason: null } };
    const gate = { rules: ['new-critical'], policy: 1, ref: 'refs/pull/7/merge', commit: null };
    const people = await Promise.all((['security', 'security', 'viewer'] as const).map((role) => person(role)));
    const kinds = ['gate_failed', 'branch_gate_failed', 'exception_requested', 'exception_expiring'] as const;
    for (const { ctx } of people) await changeOwnAlerts(ctx, { kinds: [...kinds] });
    await alertPeople(harness);
    const [requester] = people;
    await askFor(harness, requester?.ctx ?? harness.ctx, 'gates');
    await happen(web, ends);
    await happen(api, { kind: 'branch_gate_failed', detail: gate }, { kind: 'branch_gate_passed', detail: gate });
    await alertPeople(harness);
    const texts = await Promise.all(people.map(async ({ id }) => (await mailsTo(id)).map(({ text }) => text).join()));
    expect(texts.map((text) => text.includes('Accepting a risk waits for you: acme/web'))).toEqual([
      false,
      true,
      false,
    ]);
    for (const text of texts) {
      expect(text).toContain('An exception expires soon: acme/web');
      expect(text).toContain('Gate of pull request 7 fails: acme/api');
      expect(text).not.toContain('passes');
    }
  });

  it('stop by the link in one, those of teams too, until the person wants them again', async () => {
    const { ctx, id } = await person('viewer');
    const { slug } = await createTeam(harness.ctx, { name: 'Stopped' });
    await changePatterns(harness.ctx, slug, { add: ['acme/web'], remove: [] });
    await changeMembers(harness.ctx, slug, { add: [id], remove: [] });
    await changeTeamAlerts(harness.ctx, slug, { kinds: ['report_held'] });
    await changeOwnAlerts(ctx, { kinds: ['live_secret_found'] });
    await alertPeople(harness);
    await happen(web, LIVE);
    await alertPeople(harness);
    const [mail] = await harness.systemSql<{ text: string; headers: Record<string, string> }[]>`
      select text, headers from mails where user_id = ${id}`;
    const address = mail?.headers['List-Unsubscribe'] ?? '';
    expect(mail?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const token = /^<http:\/\/plumbline\.test\/api\/unsubscribe\/([\w.-]+)>$/.exec(address)?.[1] ?? '';
    expect(mail?.text).toContain(`http://plumbline.test/unsubscribe/${token}`);
    await unsubscribe(harness, token, null);
    tick(harness, 24 * 60);
    await happen(web, LIVE, HELD);
    await alertPeople(harness);
    expect(await mailsTo(id)).toHaveLength(1);
    expect(await getOwnAlerts(ctx)).toMatchObject({ stopped: true, kinds: ['live_secret_found'] });
    await changeOwnAlerts(ctx, { stopped: false });
    tick(harness, 24 * 60);
    await happen(web, HELD);
    await alertPeople(harness);
    expect((await mailsTo(id)).map(({ subject }) => subject)).toEqual([
      'Live secret found: acme/web',
      'Report on hold: acme/web',
    ]);
  });

  it('are nobody’s who asked for nothing, and not those of who cannot sign in any more', async () => {
    const { ctx, id } = await person('viewer');
    await changeOwnAlerts(ctx, { kinds: ['report_held'] });
    await harness.admin`update users set disabled_at = ${harness.clock.now} where id = ${id}`;
    await happen(web, HELD);
    await alertPeople(harness);
    expect(await harness.systemSql`select 1 from mails`).toHaveLength(0);
  });

  it('tell who asks again after a while of what happens from then on', async () => {
    const { ctx, id } = await person('viewer');
    const { slug } = await createTeam(harness.ctx, { name: 'Search' });
    await changePatterns(harness.ctx, slug, { add: ['acme/web'], remove: [] });
    await changeMembers(harness.ctx, slug, { add: [id], remove: [] });
    const readers = () => harness.systemSql`select 1 from alert_readers where user_id = ${id}`;
    const change = {
      own: (...kinds: 'report_held'[]) => changeOwnAlerts(ctx, { kinds }),
      team: (...kinds: 'report_held'[]) => changeTeamAlerts(harness.ctx, slug, { kinds }),
    };
    for (const whose of ['own', 'team'] as const) {
      await change[whose]('report_held');
      await alertPeople(harness);
      expect(await readers()).toHaveLength(1);
      await change[whose]();
      await alertPeople(harness);
      await happen(web, HELD);
      await alertPeople(harness);
      expect(await readers()).toEqual([]);
      await change[whose]('report_held');
      await alertPeople(harness);
      expect(await mailsTo(id)).toEqual([]);
      await change[whose]();
      await alertPeople(harness);
    }
  });

  it('write nothing while nothing happens', async () => {
    const { ctx, id } = await person('viewer');
    await changeOwnAlerts(ctx, { kinds: ['report_held'] });
    await happen(web, drop(1));
    await alertPeople(harness);
    const place = () => harness.systemSql`select transaction, entry from alert_readers where user_id = ${id}`;
    const before = await place();
    await inTransaction(harness.sql, (tx) => tx`select pg_current_xact_id()`);
    await alertPeople(harness);
    expect(await place()).toEqual(before);
  });

  it('tell of what the person may see when the mail is made', async () => {
    const { slug } = await createTeam(harness.ctx, { name: 'Payments' });
    await changePatterns(harness.ctx, slug, { add: ['acme/web'], remove: [] });
    const { ctx, id } = await person('developer');
    await changeMembers(harness.ctx, slug, { add: [id], remove: [] });
    await changeOwnAlerts(ctx, { kinds: ['report_held'] });
    await happen(api, HELD);
    await alertPeople(harness);
    expect(await mailsTo(id)).toEqual([]);
    await happen(web, HELD);
    await changeMembers(harness.ctx, slug, { add: [], remove: [id] });
    await alertPeople(harness);
    expect(await mailsTo(id)).toEqual([]);
    await changeMembers(harness.ctx, slug, { add: [id], remove: [] });
    await happen(web, HELD);
    await alertPeople(harness);
    expect(await mailsTo(id)).toMatchObject([{ subject: 'Report on hold: acme/web', repositories: [web] }]);
  });

  it('of a team go to its people, about what it owns, once for who asked for the same', async () => {
    const { slug } = await createTeam(harness.ctx, { name: 'Platform' });
    await changePatterns(harness.ctx, slug, { add: ['acme/web'], remove: [] });
    const [one, both] = [await person('viewer'), await person('viewer')];
    await changeMembers(harness.ctx, slug, { add: [one.id, both.id], remove: [] });
    await changeTeamAlerts(harness.ctx, slug, { kinds: ['report_held'] });
    await changeOwnAlerts(both.ctx, { kinds: ['report_held'] });
    expect((await getOwnAlerts(one.ctx)).teams).toMatchObject([{ slug, kinds: ['report_held'] }]);
    // From when they are first seen in the team.
    await alertPeople(harness);
    await happen(web, HELD);
    await happen(api, HELD);
    await alertPeople(harness);
    expect(await mailsTo(one.id)).toMatchObject([{ subject: 'Report on hold: acme/web' }]);
    expect(await mailsTo(both.id)).toMatchObject([{ subject: 'Report on hold: acme/web and 1 more alert' }]);
  });

  it('wait for the end of quiet hours in the person’s time zone, and say how many waited', async () => {
    const { ctx, id } = await person('viewer');
    await harness.admin`insert into mail_preferences (org_id, user_id, time_zone) values (${ctx.orgId}, ${id}, 'Asia/Tokyo')`;
    // 09:00 UTC is 18:00 in Tokyo.
    await changeOwnAlerts(ctx, { kinds: ['report_held'], quiet_hours: { from: '17:30', to: '19:00' } });
    expect(await getOwnAlerts(ctx)).toMatchObject({
      quiet_hours: { from: '17:30', to: '19:00' },
      time_zone: 'Asia/Tokyo',
    });
    await happen(web, HELD, HELD);
    await alertPeople(harness);
    tick(harness, 59 - (harness.clock.now.getUTCMinutes() % 60));
    await alertPeople(harness);
    expect(await mailsTo(id)).toEqual([]);
    tick(harness, 1);
    await alertPeople(harness);
    const [mail] = await mailsTo(id);
    expect(mail?.text).toContain('2 alerts of these waited for the end of your quiet hours.');
  });

  it('come further apart the more there are, and say how many waited', async () => {
    const { ctx, id } = await person('viewer');
    await changeOwnAlerts(ctx, { kinds: ['report_held'] });
    await happen(web, HELD);
    await alertPeople(harness);
    await happen(web, HELD, HELD, HELD);
    tick(harness, 4);
    await alertPeople(harness);
    expect(await mailsTo(id)).toHaveLength(1);
    tick(harness, 1);
    await alertPeople(harness);
    const mails = await mailsTo(id);
    expect(mails).toHaveLength(2);
    expect(mails[1]?.text).toContain('3 alerts of these waited because many came at once.');
  });
});
