import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from './client.ts';
import { TABLE_KINDS } from './kinds.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let database: TestDatabase;
let sql: Database;

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database, { max: 1 });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const kindOf = (table: string): string | undefined =>
  Object.entries(TABLE_KINDS).find(([, tables]) => (tables as readonly string[]).includes(table))?.[0];

interface Key {
  table: string;
  name: string;
  columns: string[];
}

describe('kinds of tables', () => {
  it('name every table of the schema, and no other', async () => {
    const rows = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not exists (select 1 from pg_inherits i where i.inhrelid = c.oid) order by 1`;
    expect(rows.map((row) => row.name)).toEqual(Object.values(TABLE_KINDS).flat().sort());
  });

  it('are written ahead to disk, but for counts that change with every request and may be lost', async () => {
    const rows = await sql<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relpersistence = 'u' order by 1`;
    expect(rows.map((row) => row.name)).toEqual(['delivery_rates', 'denials']);
  });

  it('put organization and repository first in every unique key of a repository table', async () => {
    const keys = await sql<Key[]>`
      select t.relname as table, x.relname as name,
        array(select a.attname::text from unnest(i.indkey) with ordinality k(n, ord)
          join pg_attribute a on a.attrelid = t.oid and a.attnum = k.n order by ord) as columns
      from pg_index i join pg_class t on t.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
      where i.indisunique and t.relnamespace = 'public'::regnamespace
        and t.relname = any(${[...TABLE_KINDS.repository]}::text[])`;
    expect(keys.length).toBeGreaterThanOrEqual(TABLE_KINDS.repository.length);
    for (const key of keys) expect([key.name, ...key.columns.slice(0, 2)]).toEqual([key.name, 'org_id', 'repo_id']);
  });

  it('tie tables only in ways that many machines can keep', async () => {
    const keys = await sql<(Key & { target: string; action: string })[]>`
      select t.relname as table, c.conname as name, f.relname as target, c.confdeltype::text as action,
        array(select a.attname::text from unnest(c.conkey) with ordinality k(n, ord)
          join pg_attribute a on a.attrelid = t.oid and a.attnum = k.n order by ord) as columns
      from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid
      where c.contype = 'f' and t.relnamespace = 'public'::regnamespace and c.conparentid = 0`;
    for (const key of keys) {
      const from = kindOf(key.table);
      const to = kindOf(key.target);
      expect([key.name, key.name.length <= 50]).toEqual([key.name, true]);
      if (to === 'repository') {
        expect([key.name, from, ...key.columns.slice(0, 2)]).toEqual([key.name, 'repository', 'org_id', 'repo_id']);
        expect([key.name, key.action]).not.toEqual([key.name, 'n']);
      }
      if (from === 'shared') expect([key.name, to]).toEqual([key.name, 'shared']);
    }
  });

  it('keep the json type, triggers and enums out', async () => {
    const [types] = await sql<{ count: number }[]>`
      select count(*)::int as count from information_schema.columns
      where table_schema = 'public' and (data_type = 'json' or data_type = 'USER-DEFINED')`;
    const [triggers] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_trigger g join pg_class t on t.oid = g.tgrelid
      where not g.tgisinternal and t.relnamespace = 'public'::regnamespace`;
    expect([types?.count, triggers?.count]).toEqual([0, 0]);
  });
});
