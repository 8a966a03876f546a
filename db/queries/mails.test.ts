import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '#lib/domain/time.ts';
import { connect, type Database, type Sql } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { inTransaction } from '../transaction.ts';
import { findMailKeys } from './digest-recipients.ts';
import { anyDueMail, claimMails, forgetOldMails, settleMail } from './mails.ts';
import { listMails } from './mails-read.ts';

const MAILS = 50_000;
const NOW = new Date('2026-11-30T08:00:00Z');
const scope = { orgId: 1 };

let database: TestDatabase;
let admin: Database;
let sql: Sql;
let statements: Statement[] = [];

beforeAll(async () => {
  database = await testDatabase();
  admin = connect(database, { max: 2, writable: true });
  await admin`insert into organizations (slug, name, demo, created_at) values ('acme', 'Acme', false, ${NOW})`;
  await admin`
    insert into users (org_id, email, name, role, created_at)
    select 1, 'p' || n || '@example.com', 'P', 'viewer', ${NOW} from generate_series(1, 500) n`;
  await admin`
    insert into mails (org_id, key, kind, user_id, address, subject, html, text, message_id, headers, repositories, state, attempts, next_at, created_at)
    select 1, 'digest:' || n, case when n % 50 = 0 then 'alert' else 'digest' end, 1 + n % 500, '', 'Posture', repeat('x', 300), '', '', '{}', '{}',
      case when n % 10000 = 0 then 'waiting' when n % 1000 = 0 then 'failed' else 'sent' end, 0,
      case when n % 10000 = 0 then ${NOW}::timestamptz end, ${addDays(NOW, -1)} from generate_series(1, ${MAILS}::int) n`;
  await admin`analyze`;
  sql = openNoting(admin, (statement) => statements.push(statement));
});
afterAll(async () => {
  await admin.end({ timeout: 1 });
  await database.drop();
});

/** Blocks that the statements of `work` touch, beside whole tables that they read. */
async function costOf(work: () => Promise<unknown>): Promise<{ buffers: number; whole: string[] }> {
  statements = [];
  await work();
  return explainReads(admin, statements);
}

const any = { userId: null, kind: null, state: null };
const page = { before: null, limit: 50 };

it.each<[string, () => Promise<unknown>, number]>([
  ['those that are due', () => anyDueMail(sql, scope, NOW), 20],
  ['a page of all', () => listMails(sql, scope, any, page), 400],
  ['a page of one person', () => listMails(sql, scope, { ...any, userId: 7 }, page), 400],
  ['a page of those that failed', () => listMails(sql, scope, { ...any, state: 'failed' }, page), 400],
  ['a page of alerts', () => listMails(sql, scope, { ...any, kind: 'alert' }, page), 400],
  ['those with some keys', () => findMailKeys(sql, scope, ['digest:1', 'digest:40000', 'nothing']), 40],
])('%s are found by an index among fifty thousand', async (_, work, most) => {
  const { buffers, whole } = await costOf(work);
  expect(whole).not.toContain('mails');
  expect(buffers).toBeLessThan(most);
});

it('are claimed one worker at a time, the longest due first, and come free again when their time is over', async () => {
  const until = addDays(NOW, 1);
  const claim = (now: Date) => inTransaction(admin, (tx) => claimMails(tx, scope, { now, until, limit: 3 }));
  const [first, second] = await Promise.all([claim(NOW), claim(NOW)]);
  const ids = [...first, ...second].map(({ id }) => id);
  expect([first.length + second.length, new Set(ids).size]).toEqual([5, 5]);
  expect(await claim(NOW)).toEqual([]);
  expect((await claim(until)).map(({ attempts }) => attempts)).toEqual([2, 2, 2]);
});

it('are settled only by the worker that has them: one that comes back late changes nothing', async () => {
  const [late] = await inTransaction(admin, (tx) =>
    claimMails(tx, scope, { now: addDays(NOW, 5), until: addDays(NOW, 6), limit: 1 }),
  );
  const [taken] = await inTransaction(admin, async (tx) => {
    await tx`update mails set next_at = ${NOW} where id = ${late?.id ?? 0}`;
    return claimMails(tx, scope, { now: NOW, until: addDays(NOW, 7), limit: 1 });
  });
  expect(taken?.id).toBe(late?.id);
  const sent = { state: 'sent', nextAt: null, lastAnswer: null, sentAt: NOW } as const;
  const settle = (mail: typeof late) =>
    inTransaction(admin, async (tx) => mail !== undefined && (await settleMail(tx, scope, mail, sent)));
  expect([await settle(late), await settle(taken)]).toEqual([false, true]);
});

it('are forgotten by looking at the oldest alone', async () => {
  await inTransaction(admin, (tx) => forgetOldMails(tx, scope, NOW));
  const [row] = await admin<{ count: number }[]>`select count(*)::int as count from mails`;
  expect(row?.count).toBe(MAILS - 1000);
});
