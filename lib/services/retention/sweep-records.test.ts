import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDenial } from '#db/queries/denials.ts';
import { addSignInFailure } from '#db/queries/sign-in-failures.ts';
import { inTransaction } from '#db/transaction.ts';
import { addDays } from '#lib/domain/time.ts';
import { type Harness, startHarness } from '../testing.ts';
import { sweepRecords } from './sweep-records.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

it('removes sessions that ended 90 days ago, counts of failed sign-ins and of refusals; nothing younger', async () => {
  const now = harness.now();
  const days = (count: number) => addDays(now, count);
  const [account] = await harness.admin<{ id: number }[]>`
    insert into accounts (email, password_hash, created_at) values ('ada@example.com', null, ${now}) returning id`;
  const sessions = [
    ['expired long ago', days(-91), null],
    ['ended long ago', days(10), days(-91)],
    ['ended lately', days(10), days(-89)],
    ['expired lately', days(-89), null],
    ['live', days(10), null],
  ] as const;
  for (const [id, expiresAt, revokedAt] of sessions) {
    await harness.admin`
      insert into sessions (id, account_id, created_at, expires_at, revoked_at)
      values (${id}, ${account?.id ?? 0}, ${days(-100)}, ${expiresAt}, ${revokedAt})`;
  }
  const minutes = (count: number) => new Date(now.getTime() - count * 60_000);
  await inTransaction(harness.systemSql, async (tx) => {
    for (const [source, at] of [
      ['old', minutes(15)],
      ['young', minutes(14)],
    ] as const) {
      await addSignInFailure(tx, { address: Buffer.alloc(32), source }, { now: at, after: days(-1) });
    }
    for (const [actor, at] of [
      ['token 1', minutes(60)],
      ['token 2', minutes(59)],
    ] as const) {
      await addDenial(tx, harness.ctx, { actor, permission: 'x' }, { now: at, after: days(-1) });
    }
  });
  await sweepRecords(harness);
  const left = await harness.admin<{ left: string[] }[]>`
    select array(select id from sessions order by 1) || array(select source from sign_in_failures)
      || array(select actor from denials) as left`;
  expect(left[0]?.left).toEqual(['ended lately', 'expired lately', 'live', 'young', 'token 2']);
});

it('removes mails that were made a year ago, but none that still waits', async () => {
  const now = harness.now();
  const { orgId } = harness.ctx;
  const [user] = await harness.admin<{ id: number }[]>`
    insert into users (org_id, email, name, role, created_at) values (${orgId}, 'eve@example.com', 'Eve', 'viewer', ${now}) returning id`;
  const made = [
    ['old', -366, 'sent'],
    ['old and waiting', -366, 'waiting'],
    ['young', -364, 'sent'],
  ] as const;
  for (const [key, days, state] of made) {
    await harness.admin`
      insert into mails (org_id, key, kind, user_id, address, subject, html, text, message_id, headers, state, attempts, created_at)
      values (${orgId}, ${key}, 'test', ${user?.id ?? 0}, '', '', '', '', '', '{}', ${state}, 0, ${addDays(now, days)})`;
  }
  await sweepRecords(harness);
  const left = await harness.admin<{ key: string }[]>`select key from mails order by key`;
  expect(left.map(({ key }) => key)).toEqual(['old and waiting', 'young']);
});
