import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stops, unsubscribeToken } from '#lib/domain/mail/unsubscribe-token.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { getUnsubscription } from '#lib/views/mail/get-unsubscription.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';
import { unsubscribe } from './unsubscribe.ts';

let harness: Harness;
let orgId: number;
let userId: number;
let team: number;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  orgId = harness.ctx.orgId;
  const ada = { email: 'ada@example.com', name: 'Ada', role: 'admin', passwordHash: null } as const;
  userId = (await addMember(harness.systemSql, { orgId }, { ...ada, now: harness.clock.now })).id;
  const [made] = await harness.admin<{ id: number }[]>`
    insert into teams (org_id, slug, name, demo, created_at) values (${orgId}, 'pay', 'Payments', false, ${harness.clock.now}) returning id`;
  team = made?.id ?? 0;
});
afterAll(() => harness.close());

const tokenFor = (stops: Stops, who = userId) => unsubscribeToken(harness.linkKey(), { orgId, userId: who, stops });
const stored = async () => {
  const [row] = await harness.admin<{ weekly: boolean | null; teams: number[] }[]>`
    select weekly, teams from mail_preferences where user_id = ${userId}`;
  return row ?? null;
};

describe('a link that ends mails', () => {
  it('ends those of one team, and leaves the others', async () => {
    await harness.admin`insert into mail_preferences (org_id, user_id, teams) values (${orgId}, ${userId}, ${[team, 99]})`;
    const token = tokenFor({ team });
    expect(await getUnsubscription(harness, token)).toEqual({
      state: 'on',
      stops: 'weekly',
      organization: 'Acme',
      team: 'Payments',
    });
    expect(await stored()).toEqual({ weekly: null, teams: [team, 99] });
    expect(await unsubscribe(harness, token, null)).toEqual({
      state: 'off',
      stops: 'weekly',
      organization: 'Acme',
      team: 'Payments',
    });
    expect(await stored()).toEqual({ weekly: null, teams: [99] });
    expect(await getUnsubscription(harness, tokenFor('weekly'))).toMatchObject({ state: 'on' });
  });

  it('ends all that is weekly, once, with one entry of the audit log that names no caller', async () => {
    const token = tokenFor('weekly');
    for (const _ of [1, 2])
      expect(await unsubscribe(harness, token, '192.0.2.1')).toMatchObject({ state: 'off', team: null });
    expect(await stored()).toMatchObject({ weekly: false });
    const entries = await harness.admin`
      select actor_kind, target_name from audit_entries where verb = 'mail.unsubscribed' and detail ->> 'team' is null`;
    expect(entries).toEqual([{ actorKind: 'nobody', targetName: 'Ada' }]);
    expect(await getUnsubscription(harness, token)).toMatchObject({ state: 'off' });
  });

  it('ends all alerts, and no digest', async () => {
    await harness.admin`delete from mail_preferences`;
    const token = tokenFor('alerts');
    expect(await getUnsubscription(harness, token)).toMatchObject({ state: 'on', stops: 'alerts', team: null });
    expect(await unsubscribe(harness, token, null)).toMatchObject({ state: 'off', stops: 'alerts' });
    expect(await getUnsubscription(harness, token)).toMatchObject({ state: 'off' });
    expect(await getUnsubscription(harness, tokenFor('weekly'))).toMatchObject({ state: 'on' });
    expect(await harness.admin`select user_id, stopped from person_alerts`).toEqual([{ userId, stopped: true }]);
  });

  it('is stale when it is not one of ours, or the person or team is gone', async () => {
    const stale = { state: 'stale', stops: null, organization: null, team: null };
    for (const token of ['preview', '', 'a.b.c', tokenFor({ team: 12_345 }), tokenFor('weekly', 4711)]) {
      expect(await unsubscribe(harness, token, null)).toEqual(stale);
      expect(await getUnsubscription(harness, token)).toEqual(stale);
    }
    const elsewhere = unsubscribeToken(harness.linkKey(), { orgId: orgId + 1, userId, stops: 'weekly' });
    expect(await unsubscribe(harness, elsewhere, null)).toEqual(stale);
  });
});
