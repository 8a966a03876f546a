import { boolean, integer, jsonb, pgTable, real, smallint, text } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asRecords, type BulkRow, bulkInsert, Json } from './bulk.ts';
import { connect, type Database } from './client.ts';
import { at, bytea } from './schema/columns.ts';
import { type TestDatabase, testDatabase } from './testing.ts';
import { inTransaction } from './transaction.ts';

/** A table with a column of every type in the schema. */
const things = pgTable('things', {
  orgId: integer('org_id').notNull(),
  number: integer('number').notNull(),
  words: text('some_words'),
  key: bytea('key'),
  cwes: smallint('cwes').array(),
  names: text('names').array(),
  record: jsonb('record').$type<{ name: string }>(),
  gain: real('gain'),
  done: boolean('done'),
  seenAt: at('seen_at'),
});
type Thing = Omit<BulkRow<typeof things>, 'orgId'>;

let database: TestDatabase;
let sql: Database;

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database, { max: 1, name: 'bulk test' });
  await inTransaction(
    sql,
    (tx) => tx`
      create table things (org_id int, number int primary key, some_words text, key bytea, cwes smallint[], names text[],
        record jsonb, gain real, done boolean, seen_at timestamptz)`,
  );
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

const AT = new Date('2026-03-02T09:00:00.123Z');
const LATER = new Date('2026-03-02T10:00:00.456Z');

/** A row of text that careless escaping would break; `number` is its key. */
function thing(number: number): Thing {
  const nasty = `${number}\t\\N\n\r"'{},\\. ünï😀`;
  if (number % 5 === 4) {
    const empty = { words: null, key: null, cwes: null, names: null, record: null };
    return { number, ...empty, gain: null, done: null, seenAt: null };
  }
  return {
    number,
    words: nasty,
    key: Buffer.from([number % 256, 0, 255, 92]),
    cwes: number % 2 === 0 ? [] : [79, 89],
    names: [nasty, ''],
    record: number % 2 === 0 ? { name: nasty } : new Json(JSON.stringify({ name: nasty })),
    gain: number / 2,
    done: number % 2 === 0,
    seenAt: number % 3 === 0 ? AT : LATER,
  };
}

/** The row as a query returns it. */
const stored = (row: Thing) => ({
  ...row,
  orgId: 7,
  record: row.record instanceof Json ? JSON.parse(row.record.text) : row.record,
});

async function readBack() {
  const rows = await sql`
    select org_id as "orgId", number, some_words as words, key, cwes, names, record, gain, done, seen_at as "seenAt"
    from things order by number`;
  return [...rows];
}

describe('rows that are written in bulk', () => {
  it.each([
    ['a few, by a statement', 40],
    ['many, by COPY', 1700],
  ])('are what they were: %s', async (_, count) => {
    await inTransaction(sql, (tx) => tx`delete from things`);
    const rows = Array.from({ length: count }, (__, index) => thing(index));
    await inTransaction(sql, (tx) => bulkInsert(tx, things, { orgId: 7 }, rows));
    expect(await readBack()).toEqual(rows.map(stored));
  });

  it('leave existing rows alone with `skipKnown`', async () => {
    await inTransaction(sql, (tx) => tx`delete from things`);
    const [first, second] = [thing(1), thing(2)];
    await inTransaction(sql, (tx) => bulkInsert(tx, things, { orgId: 7 }, [first]));
    const again = [{ ...first, words: 'other' }, second];
    await inTransaction(sql, (tx) => bulkInsert(tx, things, { orgId: 7 }, again, { skipKnown: true }));
    expect(await readBack()).toEqual([first, second].map(stored));
  });

  it('leave existing rows alone among very many, too', async () => {
    await inTransaction(sql, (tx) => tx`delete from things`);
    const rows = Array.from({ length: 700 }, (_, index) => thing(index));
    const known = rows.filter(({ number }) => number % 7 === 0);
    await inTransaction(sql, (tx) => bulkInsert(tx, things, { orgId: 7 }, known));
    const again = rows.map((row) => (row.number % 7 === 0 ? { ...row, words: 'other' } : row));
    await inTransaction(sql, (tx) => bulkInsert(tx, things, { orgId: 7 }, again, { skipKnown: true }));
    expect(await readBack()).toEqual(rows.map(stored));
  });

  it.each(['\r', '\n', '\t', '\\', '\\N', '\\.'])('keep a text of nothing but %j through COPY', async (words) => {
    await inTransaction(sql, (tx) => tx`delete from things`);
    const rows = Array.from({ length: 600 }, (_, index) => ({ ...thing(index), words }));
    await inTransaction(sql, (tx) => bulkInsert(tx, things, { orgId: 7 }, rows));
    expect(await readBack()).toEqual(rows.map(stored));
  });

  it('name columns of the table only', async () => {
    const rows = [{ ...thing(9), nonsense: 1 }];
    await expect(inTransaction(sql, (tx) => bulkInsert(tx, things, { orgId: 7 }, rows))).rejects.toThrow('nonsense');
  });
});

it('records of some columns are named as in the database', () => {
  expect(
    asRecords(things, [
      { number: 1, seenAt: AT, key: Buffer.from([1]) },
      { number: 2, seenAt: null, key: null },
    ]),
  ).toBe('[{"number":1,"seen_at":"2026-03-02T09:00:00.123Z","key":"\\\\x01"},{"number":2,"seen_at":null,"key":null}]');
  expect(asRecords(things, [])).toBe('[]');
});
