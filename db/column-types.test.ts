import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from './client.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;
let sql: Database;

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database, { max: 1 });
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

/** What Postgres can hold: no NUL, no half of a surrogate pair. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '').toWellFormed()),
  fc.constantFrom('', ' ', 'NULL', 'null', '{}', '{"a"}', '"', '\\', '\\"', ',', 'a,b', '\n', "'"),
);

describe('arrays', () => {
  it('come back from the database as they were sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyText, { maxLength: 5 }),
        fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 5 }),
        fc.array(fc.float({ noNaN: true }), { maxLength: 5 }),
        async (texts, ints, reals) => {
          const [row] = await sql<{ reals: number[] }[]>`
            select ${texts}::text[] as texts, ${ints}::int[] as ints, ${ints}::smallint[] as smallints, ${reals}::real[] as reals`;
          expect(row).toMatchObject({ texts, ints, smallints: ints });
          expect(row?.reals.map((real) => Math.fround(real) + 0)).toEqual(reals.map((real) => real + 0));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('hold numbers that are too small for them as nothing, alone too', async () => {
    const tiny = [3e-70, 1e-300, 5e-324];
    const [row] = await sql`select ${tiny}::real[] as list, ${tiny[0] ?? 0}::real as one`;
    expect(row).toEqual({ list: [0, 0, 0], one: 0 });
  });

  it('are known to a new connection without asking', async () => {
    const fresh = connect(database, { max: 1, name: 'fresh' });
    await fresh`select 1`;
    const [row] = await sql<{ query: string }[]>`select query from pg_stat_activity where application_name = 'fresh'`;
    expect(row?.query.trim()).toBe('select 1');
    const [first] = await fresh<{ held: boolean }[]>`select 2 = any(${[1, 2]}::int[]) as held`;
    expect(first).toEqual({ held: true });
    await fresh.end({ timeout: 1 });
  });
});
