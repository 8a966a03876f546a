import type { ConnectionSettings } from './client.ts';
import { connect } from './client.ts';
import { BY_MONTH, TABLE_KINDS } from './kinds.ts';

const PARTITIONS = 4;

/**
 * Turns a migrated, empty database into the schema's twin: every repository table partitioned by hash of `repo_id`.
 * Postgres itself then refuses a unique key without it, and plans show statements that touch more than one repository.
 */
export async function makeTwin(settings: ConnectionSettings): Promise<void> {
  const sql = connect(settings, { max: 1, name: 'plumbline twin', writable: true });
  try {
    const tables = TABLE_KINDS.repository.filter((table) => !BY_MONTH.includes(table));
    const foreign = await sql<{ table: string; name: string; definition: string }[]>`
      select t.relname as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
      from pg_constraint c join pg_class t on t.oid = c.conrelid
      where c.contype = 'f' and t.relname = any(${[...tables]}::text[])`;
    for (const key of foreign) await sql.unsafe(`alter table ${key.table} drop constraint "${key.name}"`);
    for (const table of tables) {
      const indexes = await sql<{ definition: string }[]>`
        select pg_get_indexdef(i.indexrelid) as definition from pg_index i
        where i.indrelid = ${table}::regclass and not i.indisprimary`;
      await sql.unsafe(`alter table ${table} rename to ${table}_plain`);
      await sql.unsafe(`create table ${table} (like ${table}_plain including defaults) partition by hash (repo_id)`);
      const [primary] = await sql<{ definition: string }[]>`
        select pg_get_constraintdef(oid) as definition from pg_constraint
        where conrelid = ${`${table}_plain`}::regclass and contype = 'p'`;
      await sql.unsafe(`drop table ${table}_plain`);
      await sql.unsafe(`alter table ${table} add ${primary?.definition ?? ''}`);
      for (const index of indexes) await sql.unsafe(index.definition);
      for (let part = 0; part < PARTITIONS; part += 1) {
        await sql.unsafe(
          `create table ${table}_part_${part} partition of ${table} for values with (modulus ${PARTITIONS}, remainder ${part})`,
        );
      }
    }
    for (const key of foreign)
      await sql.unsafe(`alter table ${key.table} add constraint "${key.name}" ${key.definition}`);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
