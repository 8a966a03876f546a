import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerParams } from '#lib/contracts/ledger.ts';
import { reportScheduleBody } from '#lib/contracts/report-schedule.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { MOST_SCHEDULES } from '#lib/domain/report-schedule/schedule.ts';
import { formatScore } from '#lib/format.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getSchedules } from '#lib/views/report-schedule/get-schedules.ts';
import { rollUp } from '../rollup/roll-up.ts';
import { actAs, type Harness, sarifOf, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { removeUser } from '../user/remove-user.ts';
import { addMember, type Member } from '../user/testing.ts';
import { changeSchedule } from './change-schedule.ts';
import { createSchedule } from './create-schedule.ts';
import { deleteSchedule } from './delete-schedule.ts';
import { mailReports } from './mail-reports.ts';

let harness: Harness;
let orgId: number;
let ada: Member;
let dev: Member;
let eve: Member;

const person = (name: string, role: Role): Promise<Member> =>
  addMember(
    harness.systemSql,
    { orgId },
    { name, role, passwordHash: null, now: harness.clock.now, email: `${name.toLowerCase()}@example.com` },
  );
const report = (rules: string, level: 'error' | 'note') =>
  sarifOf([...rules].map((rule) => ({ rule, file: `${rule}.ts`, line: 1, code: `${rule}()`, level })));
const at = (text: string): void => {
  harness.clock.now = new Date(text);
};
const order = (more: object) =>
  createSchedule(
    harness.ctx,
    reportScheduleBody.parse({ name: 'Board', period: 'week', day: 1, hour: 8, recipients: [ada.id], ...more }),
  );
const mails = () =>
  harness.admin<
    { key: string; name: string; state: string; subject: string; text: string; lastAnswer: string | null }[]
  >`
    select m.key, u.name, m.state, m.subject, m.text, m.last_answer from mails m join users u on u.id = m.user_id
    where m.kind = 'report' order by m.key`;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  orgId = harness.ctx.orgId;
  [ada, dev, eve] = [await person('Ada', 'admin'), await person('Dev', 'developer'), await person('Eve', 'developer')];
  // 2 March, a Monday.
  await harness.deliver({ repo: 'acme/web' }, report('abc', 'error'));
  await harness.deliver({ repo: 'acme/pay' }, report('x', 'note'));
  await harness.admin`
    with made as (
      insert into teams (org_id, slug, name, demo, created_at) values (${orgId}, 'payments', 'Payments', false, ${harness.now()})
      returning id),
    owned as (
      insert into team_repositories (org_id, team_id, repo_id, source)
      select r.org_id, made.id, r.id, 'hand' from repositories r, made where full_name = 'acme/pay')
    insert into team_members (org_id, team_id, user_id, source) select ${orgId}, made.id, ${dev.id}, 'hand' from made`;
  await harness.admin`update organizations set developer_sight = 'teams'`;
  at('2026-03-07T12:00:00Z');
  await harness.deliver({ repo: 'acme/web' }, report('ab', 'error'));
  at('2026-03-08T12:00:00Z');
  await rollUp(harness);
  at('2026-03-08T20:00:00Z');
});
beforeEach(async () => {
  await harness.admin`delete from mails`;
  await harness.admin`delete from report_schedules`;
  at('2026-03-08T20:00:00Z');
});
afterAll(() => harness.close());

describe('a report by schedule', () => {
  it('comes once for each period and person, however often and by however many workers', async () => {
    const id = await order({ recipients: [ada.id, dev.id] });
    await mailReports(harness, orgId);
    at('2026-03-09T07:59:00Z');
    await mailReports(harness, orgId);
    expect(await mails()).toEqual([]);
    at('2026-03-09T08:00:00Z');
    await Promise.all([mailReports(harness, orgId), mailReports(harness, orgId)]);
    at('2026-03-12T08:00:00Z');
    await mailReports(harness, orgId);
    const keys = [ada, dev].map((one) => `report:${id}:2026-W10:${one.id}`).sort();
    expect((await mails()).map(({ key, state }) => [key, state])).toEqual(keys.map((key) => [key, 'kept']));
    at('2026-03-16T08:00:00Z');
    await mailReports(harness, orgId);
    expect(await mails()).toHaveLength(4);
  });

  it('tells each reader the score of what they may see, as the ledger does, and nothing to who sees nothing', async () => {
    await order({ recipients: [ada.id, dev.id, eve.id] });
    at('2026-03-09T08:00:00Z');
    await mailReports(harness, orgId);
    const period = ledgerParams.parse({ from: '2026-03-01', to: '2026-03-08' });
    const seen = await actAs(harness, { kind: 'user', orgId, role: 'developer', teamsOf: dev.id });
    const [whole, part] = [await getLedger(harness.ctx, period), await getLedger(seen, period)];
    expect(whole.to.score).not.toBe(part.to.score);
    const [toAda, toDev, toEve] = ['Ada', 'Dev', 'Eve'].map(async (name) =>
      (await mails()).find((one) => one.name === name),
    );
    expect((await toAda)?.text).toContain(`The score is ${formatScore(whole.to.score)}`);
    expect((await toDev)?.text).toContain(`The score is ${formatScore(part.to.score)}`);
    expect((await toAda)?.text).toContain('/reports?from=2026-03-01&to=2026-03-08');
    expect(await toEve).toMatchObject({ state: 'skipped', lastAnswer: expect.stringContaining('sees nothing') });
    // Findings, names of repositories and reasons stay where people sign in.
    for (const { text } of await mails()) expect(text).not.toContain('acme/');
  });

  it('of a part tells of that part, and how it changed', async () => {
    await order({ scope: 'repo:acme/web', recipients: [ada.id, dev.id], day: 2 });
    at('2026-03-10T08:00:00Z');
    await harness.deliver({ repo: 'acme/web' }, report('', 'error'));
    at('2026-03-17T08:00:00Z');
    await mailReports(harness, orgId);
    const ctx = await chooseScope(harness.ctx, 'repo:acme/web');
    const { from, to, change } = await getLedger(ctx, ledgerParams.parse({ from: '2026-03-08', to: '2026-03-15' }));
    const [toAda, toDev] = ['Ada', 'Dev'].map(async (name) => (await mails()).find((one) => one.name === name));
    expect(change).not.toBe(0);
    expect((await toAda)?.subject).toBe('Posture report of acme/web: 2026-W11');
    expect((await toAda)?.text).toContain(`went from ${formatScore(from.score)} to ${formatScore(to.score)}`);
    expect((await toAda)?.text).toContain('scope=repo:acme/web');
    expect(await toDev).toMatchObject({ state: 'skipped' });
  });

  it('is kept by those who may, with its changes in the audit log, and shows what was made', async () => {
    const id = await order({});
    const body = reportScheduleBody.parse({
      ...{ name: 'Auditors', period: 'month', day: 3, hour: 6, recipients: [ada.id, dev.id, ada.id] },
    });
    await changeSchedule(harness.ctx, id, body);
    at('2026-04-03T06:00:00Z');
    await mailReports(harness, orgId);
    const listed = await getSchedules(harness.ctx);
    expect(listed.items).toMatchObject([
      { id, name: 'Auditors', next: '2026-05-03', recipients: [{ name: 'Ada' }, { name: 'Dev' }] },
    ]);
    expect(listed.sent.map(({ schedule, period, state }) => [schedule, period, state])).toEqual([
      ['Auditors', '2026-03', 'kept'],
      ['Auditors', '2026-03', 'kept'],
    ]);
    await removeUser(harness.ctx, dev.id);
    expect((await harness.admin`select recipients from report_schedules`)[0]?.recipients).toEqual([ada.id]);
    await deleteSchedule(harness.ctx, id);
    const left = await getSchedules(harness.ctx);
    expect([left.items, left.sent[0]?.schedule]).toEqual([[], null]);
    const verbs = await harness.admin<{ verb: string }[]>`
      select verb from audit_entries where target_kind = 'report_schedule' and target_id = ${String(id)} order by verb`;
    expect(verbs.map(({ verb }) => verb)).toEqual([
      ...['report.schedule_changed', 'report.schedule_deleted', 'report.scheduled'],
    ]);
  });

  it('is refused for people, parts and days that there are not, a name that is taken, and beyond the limit', async () => {
    await order({});
    await expect(order({ name: 'BOARD' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(order({ name: 'x', recipients: [999] })).rejects.toThrow('names nobody of this organization: 999');
    await expect(order({ name: 'x', scope: 'team:nobody' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(order({ name: 'x', scope: 'nothing' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(
      changeSchedule(
        harness.ctx,
        999,
        reportScheduleBody.parse({ name: 'x', period: 'week', day: 1, hour: 1, recipients: [ada.id] }),
      ),
    ).rejects.toMatchObject({ code: 'not_found' });
    expect(reportScheduleBody.safeParse({ name: 'x', period: 'week', day: 8, hour: 1, recipients: [1] }).success).toBe(
      false,
    );
    expect(reportScheduleBody.safeParse({ name: 'x', period: 'month', day: 8, hour: 1, recipients: [] }).success).toBe(
      false,
    );
    for (let count = 1; count < MOST_SCHEDULES; count += 1) await order({ name: `Report ${count}` });
    await expect(order({ name: 'One more' })).rejects.toThrow('20 schedules of reports already');
  });
});
