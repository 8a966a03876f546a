import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkInsert } from './bulk.ts';
import { connect, type Sql, type Transaction } from './client.ts';
import { type TestDatabase, testDatabase } from './testing.ts';
import { inTransaction, onLiveConnection } from './transaction.ts';

const ROUNDS = 12;
const ROWS = Array.from({ length: 3000 }, (_, index) => [index, 'x'.repeat(300)] as const);

let database: TestDatabase;
let admin: Sql;

beforeAll(async () => {
  database = await testDatabase();
  admin = connect(database, { max: 1, name: 'admin' });
  await admin`create table copied (number int, text text)`;
  await admin`create table marks (round int, half int)`;
});
afterAll(async () => {
  await admin.end({ timeout: 1 });
  await database.drop();
});

async function copyOften(tx: Transaction): Promise<void> {
  for (let time = 0; time < 4; time += 1) {
    await bulkInsert(tx, 'copied', ['number', 'text'], ROWS);
    await tx`select count(*) from copied where number = ${time}`;
  }
}

/** Both halves or none: the connection may have been another's that was cut. */
async function markBoth(tx: Transaction, round: number): Promise<void> {
  await tx`insert into marks values (${round}, 1)`;
  await tx`select pg_sleep(0.01)`;
  await tx`insert into marks values (${round}, 2)`;
}

async function cut(after: number): Promise<void> {
  await admin`select pg_sleep(${after})`;
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'`;
}

describe('a connection that is cut in the middle of a transaction', () => {
  it('ends that transaction whole, and disturbs none that comes after it on the same pool', async () => {
    const sql = connect(database, { max: 1, name: 'victim' });
    const ended: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await onLiveConnection(() => sql`select 1`);
      const copying = inTransaction(sql, copyOften).then(
        () => ended.push('whole'),
        () => ended.push('cut'),
      );
      await cut(0.002 + round * 0.003);
      const next = inTransaction(sql, (tx) => markBoth(tx, round));
      await Promise.allSettled([copying, next]);
      await expect(onLiveConnection(() => sql`select ${round}::int as round`)).resolves.toMatchObject([{ round }]);
    }
    await sql.end({ timeout: 1 });
    expect(ended).toContain('cut');
    const torn =
      await admin`select round from marks group by round having count(*) filter (where half = 1) <> count(*) filter (where half = 2)`;
    expect(torn).toEqual([]);
    const copied =
      await admin`select number, count(*)::int % 4 as odd from copied group by number having count(*) % 4 <> 0 limit 3`;
    expect(copied).toEqual([]);
  }, 60_000);
});
