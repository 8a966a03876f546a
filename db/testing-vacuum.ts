import type { Sql } from './client.ts';

/**
 * Vacuums and analyzes until nearly every page of a table is known to be visible to all, as indexes alone are read then:
 * somebody who reads, such as an automatic analyze, makes a vacuum leave pages out.
 */
export async function vacuumWhole(sql: Sql, table: string): Promise<void> {
  await sql.unsafe(`vacuum (analyze) ${table}`);
  const [row] = await sql<{ done: boolean }[]>`
    select relallvisible >= 0.99 * relpages as done from pg_class where oid = ${table}::regclass`;
  if (row?.done !== true) await vacuumWhole(sql, table);
}
