import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findSights } from '#db/queries/sights.ts';
import { packScoreParts } from '#db/score-parts.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { readScopeOf } from '#lib/domain/access/sights.ts';
import { addDays, HOUR_MS } from '#lib/domain/time.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember, type Member } from '../user/testing.ts';
import { sendDigests } from './send-digests.ts';

/** A Monday. */
const MONDAY = new Date('2026-03-09T08:00:00Z');

let harness: Harness;
let orgId: number;
let payments: number;

const person = (name: string, role: Role): Promise<Member> =>
  addMember(
    harness.systemSql,
    { orgId },
    {
      ...{ name, role, passwordHash: null, now: new Date('2026-01-01T00:00:00Z') },
      email: `${name.toLowerCase()}@example.com`,
    },
  );

const report = (rules: string) =>
  sarifOf([...rules].map((rule) => ({ rule, file: `${rule}.ts`, line: 1, code: `${rule}()` })));

interface Row {
  key: string;
  kind: string;
  state: string;
  subject: string;
  text: string;
  lastAnswer: string | null;
  messageId: string;
  headers: Record<string, string>;
}
const mailsOf = (who: { id: number }): Promise<Row[]> =>
  harness.admin<Row[]>`
    select key, kind, state, subject, text, last_answer, message_id, headers from mails
    where user_id = ${who.id} order by key`;
const keysOf = async (who: { id: number }) =>
  (await mailsOf(who)).map(({ key, state }) => `${key.split(':').slice(2).join(':')} ${state}`);
const prefer = (who: { id: number }, chosen: Record<string, unknown>) =>
  harness.admin`insert into mail_preferences ${harness.admin({ org_id: orgId, user_id: who.id, ...chosen })}`;

let ada: Member;
let dev: Member;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  orgId = harness.ctx.orgId;
  ada = await person('Ada', 'admin');
  dev = await person('Dev', 'developer');
  harness.clock.now = addDays(MONDAY, -3);
  await harness.deliver({ repo: 'acme/web' }, report('abc'));
  await harness.deliver({ repo: 'acme/pay' }, report('xy'));
  const [team] = await harness.admin<{ id: number }[]>`
    insert into teams (org_id, slug, name, demo, created_at) values (${orgId}, 'payments', 'Payments', false, ${MONDAY}) returning id`;
  payments = team?.id ?? 0;
  await harness.admin`
    insert into team_repositories (org_id, team_id, repo_id, source)
    select org_id, ${payments}, id, 'manual' from repositories where full_name = 'acme/pay'`;
  await harness.admin`update organizations set developer_sight = 'teams'`;
});
beforeEach(async () => {
  await harness.admin`delete from mails`;
  await harness.admin`delete from mail_preferences`;
  await harness.admin`delete from team_members`;
  await harness.admin`
    insert into team_members (org_id, team_id, user_id, source) values (${orgId}, ${payments}, ${dev.id}, 'manual')`;
  harness.clock.now = MONDAY;
});
afterAll(() => harness.close());

describe('the digest of a week', () => {
  it('is made once for each person, however often and by however many workers', async () => {
    await Promise.all([sendDigests(harness), sendDigests(harness)]);
    for (let hour = 0; hour < 24 * 6; hour += 12) {
      await sendDigests(harness);
      tick(harness, 12 * 60);
    }
    expect([await keysOf(ada), await keysOf(dev)]).toEqual([['2026-W11 kept'], ['2026-W11 kept']]);
    harness.clock.now = addDays(MONDAY, 7);
    await sendDigests(harness);
    expect(await keysOf(ada)).toEqual(['2026-W11 kept', '2026-W12 kept']);
  });

  it('tells each reader of what they may see, and of nothing else', async () => {
    await sendDigests(harness);
    const [whole] = await mailsOf(ada);
    const [part] = await mailsOf(dev);
    expect(whole?.text).toContain('acme/web');
    expect(whole?.text).toContain('acme/pay');
    expect(part?.text).toContain('acme/pay');
    expect(part?.text).not.toContain('acme/web');
    expect(part?.text).toContain('the repositories that you see');
  });

  it('names the teams that own a repository only to those who may see these teams', async () => {
    await harness.admin`
      with made as (
        insert into teams (org_id, slug, name, demo, created_at) values (${orgId}, 'hidden', 'Hidden team', false, ${MONDAY})
        returning id)
      insert into team_repositories (org_id, team_id, repo_id, source)
      select r.org_id, made.id, r.id, 'manual' from repositories r, made where full_name = 'acme/pay'`;
    await sendDigests(harness);
    const [whole] = await mailsOf(ada);
    const [part] = await mailsOf(dev);
    await harness.admin`delete from teams where slug = 'hidden'`;
    expect(whole?.text).toContain('Hidden team');
    expect(part?.text).toContain('Payments');
    expect(part?.text).not.toContain('Hidden team');
  });

  it('has no text of a report: no title, message, path or snippet', async () => {
    await sendDigests(harness);
    for (const { text, subject } of [...(await mailsOf(ada)), ...(await mailsOf(dev))]) {
      for (const canary of ['Found by', 'a.ts', 'x.ts', 'a()']) expect(`${subject}\n${text}`).not.toContain(canary);
    }
  });

  it('offers to end it without a sign-in, by an address that is its own', async () => {
    await sendDigests(harness);
    const [mine] = await mailsOf(ada);
    const [theirs] = await mailsOf(dev);
    expect(mine?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(mine?.headers['List-Unsubscribe']).toMatch(/^<http:\/\/plumbline\.test\/api\/unsubscribe\/[\w.-]+>$/);
    expect(theirs?.headers['List-Unsubscribe']).not.toBe(mine?.headers['List-Unsubscribe']);
  });

  it('of a team comes to those who chose it and may see it', async () => {
    await prefer(dev, { teams: [payments] });
    await prefer(ada, { teams: [payments], organization: false });
    const max = await person('Max', 'developer');
    await prefer(max, { teams: [payments] });
    await sendDigests(harness);
    expect(await keysOf(dev)).toEqual(['2026-W11 kept', `2026-W11:team-${payments} kept`]);
    expect(await keysOf(ada)).toEqual([`2026-W11:team-${payments} kept`]);
    expect(await keysOf(max)).toEqual(['2026-W11 skipped', `2026-W11:team-${payments} skipped`]);
    expect((await mailsOf(ada))[0]?.subject).toMatch(/^Payments: posture/);
  });

  it('is of counts only where somebody wants no names in their mail', async () => {
    await prefer(ada, { minimal: true });
    await sendDigests(harness);
    const [mail] = await mailsOf(ada);
    expect(mail?.text).not.toContain('acme/web');
    expect(mail?.text).toMatch(/fixes? to do/);
  });
});

describe('a reader', () => {
  it('who was disabled on Sunday night gets none, and nothing is noted about it', async () => {
    await harness.admin`update users set disabled_at = ${new Date(MONDAY.getTime() - 10 * HOUR_MS)} where id = ${dev.id}`;
    await sendDigests(harness);
    await harness.admin`update users set disabled_at = null where id = ${dev.id}`;
    expect(await keysOf(dev)).toEqual([]);
  });

  it('who was moved out of the team gets what they see now', async () => {
    await harness.admin`delete from team_members`;
    await sendDigests(harness);
    expect(await mailsOf(dev)).toMatchObject([
      { state: 'skipped', lastAnswer: 'Not sent: the person sees no repository.', text: '' },
    ]);
  });

  it('whose address is refused, or who wants none, gets none', async () => {
    await prefer(dev, { address_failed_at: MONDAY });
    await prefer(ada, { weekly: false });
    await sendDigests(harness);
    expect([await keysOf(dev), await keysOf(ada)]).toEqual([[], []]);
  });

  it('who moves to another time zone in the week gets no second one', async () => {
    harness.clock.now = addDays(MONDAY, -7);
    await sendDigests(harness);
    harness.clock.now = MONDAY;
    await sendDigests(harness);
    expect(await keysOf(ada)).toHaveLength(2);
    await prefer(ada, { time_zone: 'Pacific/Honolulu' });
    for (let hour = 0; hour < 24 * 5; hour += 6) {
      await sendDigests(harness);
      tick(harness, 360);
    }
    expect(await keysOf(ada)).toEqual(['2026-W10 kept', '2026-W11 kept']);
  });

  it('gets no second one when the clock jumps back, nor one for each week that it jumped over', async () => {
    await sendDigests(harness);
    harness.clock.now = addDays(MONDAY, 35);
    await sendDigests(harness);
    harness.clock.now = addDays(MONDAY, 1);
    await sendDigests(harness);
    expect(await keysOf(ada)).toEqual(['2026-W11 kept', '2026-W16 kept']);
  });
});

describe('what people may see', () => {
  it('is the same for mails, which know it of all at once, as for a session, which asks for one person', async () => {
    const people = [
      ada,
      dev,
      await person('Sec', 'security'),
      await person('New', 'developer'),
      await person('Aud', 'auditor'),
    ];
    for (const sight of ['teams', 'organization']) {
      await harness.admin`update organizations set developer_sight = ${sight}`;
      const sights = await findSights(harness.sql, { orgId });
      for (const { id, role } of people) {
        const teamsOf = role === 'developer' ? id : null;
        const { readScope } = await actAs(harness, { kind: 'user', orgId, role, teamsOf });
        expect([role, readScopeOf(sights, { userId: id, role })]).toEqual([role, readScope]);
      }
    }
    await harness.admin`update organizations set developer_sight = 'teams'`;
  });
});

describe('a week without anything to tell', () => {
  it('brings no mail, and a word a month that all is well', async () => {
    const quiet = await startHarness(undefined, { readers: inProcessReader });
    try {
      const { admin, ctx } = quiet;
      const eve = await addMember(
        quiet.systemSql,
        { orgId: ctx.orgId },
        {
          ...{ name: 'Eve', role: 'admin', passwordHash: null, email: 'eve@example.com' },
          now: new Date('2026-01-01T00:00:00Z'),
        },
      );
      quiet.clock.now = addDays(MONDAY, -1);
      await quiet.deliver({ repo: 'acme/web' }, report(''));
      const nothingMissing = { waterfall: [], categories: Array.from({ length: 24 }, () => 1), coverageGains: null };
      // All is measured and nothing moves: what such a repository still lacks is of no interest here.
      await admin`
        update repository_state set score = 100, score_parts = ${packScoreParts(nothingMissing)}, open_actions = 0`;
      const states: string[] = [];
      for (let week = 0; week < 10; week += 1) {
        quiet.clock.now = addDays(MONDAY, week * 7);
        await sendDigests(quiet);
        const rows = await admin<{ kind: string; state: string }[]>`
          select kind, state from mails where user_id = ${eve.id} order by id desc limit 1`;
        states.push(rows.map(({ kind, state }) => `${kind} ${state}`).join());
      }
      const clear = states.flatMap((state, week) => (state === 'digest_all_clear kept' ? [week] : []));
      expect(new Set(states)).toEqual(new Set(['digest_all_clear kept', 'digest skipped']));
      expect(clear).toEqual([0, 4, 8]);
    } finally {
      await quiet.close();
    }
  });
});
