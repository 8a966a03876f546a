import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { classify, type DatabaseErrorKind } from './classify-error.ts';
import { connect, type Database } from './client.ts';
import { testDatabase } from './testing.ts';
import { inTransaction } from './transaction.ts';

const database = await testDatabase();
const sql = connect(database, { max: 2, name: 'classified', lockTimeout: 50, statementTimeout: 400 });
const admin = connect(database, { max: 1, writable: true });
await admin`create table held (id int primary key)`;
await admin`insert into held values (1)`;
afterAll(async () => {
  await Promise.all([sql.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
  await database.drop();
});

const kindOf = (work: Promise<unknown>): Promise<DatabaseErrorKind | 'none'> =>
  work.then(() => 'none' as const, classify);
const withCode = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });

/** The same statement through the driver of reads and that of transactions. */
const both = async (text: string) => [
  await kindOf(sql.unsafe(text)),
  await kindOf(inTransaction(sql, (tx) => tx.unsafe(text))),
];

async function unreachable(settings: { url: string; socketDir: string | null }): Promise<unknown[]> {
  const away: Database = connect(settings, { max: 1, connectTimeout: 1 });
  const kinds = [await kindOf(away`select 1`), await kindOf(away.begin((tx) => tx`select 1`))];
  await away.end({ timeout: 0 });
  return kinds;
}

describe('what the server says', () => {
  it.each([
    ['select pg_sleep(5)', 'timeout'],
    ['select 1 / 0', 'other'],
    ['select nothing', 'other'],
    ['select pg_terminate_backend(pg_backend_pid())', 'lost_connection'],
    [`do $$ begin raise exception using errcode = '53100'; end $$`, 'no_room'],
    [`do $$ begin raise exception using errcode = '58030'; end $$`, 'server'],
    [`do $$ begin raise exception using errcode = '40001'; end $$`, 'retry'],
    [`do $$ begin raise exception using errcode = '23503'; end $$`, 'constraint'],
  ])('is sorted alike over both drivers: %s', async (text, kind) => {
    expect(await both(text)).toEqual([kind, kind]);
  });

  it('names a write outside of a transaction, a broken constraint and a lock that others hold', async () => {
    expect(await kindOf(sql`insert into held values (2)`)).toBe('read_only');
    expect(await kindOf(inTransaction(sql, (tx) => tx`insert into held values (1)`))).toBe('constraint');
    const waited = inTransaction(sql, async (tx) => {
      await tx`select 1 from held where id = 1 for update`;
      return kindOf(inTransaction(sql, (other) => other`update held set id = 1 where id = 1`));
    });
    expect(await waited).toBe('lock_timeout');
  });
});

describe('what the network says', () => {
  it('is a lost connection, when nobody listens, the socket is not there, or nothing is answered', async () => {
    const deaf = createServer(() => undefined);
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const address = deaf.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const at = (to: number) => `postgresql://somebody:x@127.0.0.1:${to}/nothing`;
    expect(await unreachable({ url: at(port), socketDir: null })).toEqual(['lost_connection', 'lost_connection']);
    deaf.close();
    expect(await unreachable({ url: at(1), socketDir: null })).toEqual(['lost_connection', 'lost_connection']);
    expect(await unreachable({ url: at(5432), socketDir: '/nowhere' })).toEqual(['lost_connection', 'lost_connection']);
  });

  it('tells a full disk and a file that is missing from it', () => {
    expect(classify(withCode('ENOSPC'))).toBe('no_room');
    expect(classify(withCode('EIO'))).toBe('server');
    expect(classify(withCode('ENOENT', { syscall: 'open' }))).toBe('other');
    expect(classify(new AggregateError([withCode('ECONNREFUSED')]))).toBe('lost_connection');
    expect([classify(new Error('x')), classify(null), classify({ code: 7 })]).toEqual(['other', 'other', 'other']);
  });
});
