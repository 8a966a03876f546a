import type { ConnectionSettings, Sql } from './client.ts';
import { connect } from './client.ts';
import { dropViews, ensureIsolation } from './isolation/ensure-isolation.ts';
import { BY_MONTH, TABLE_KINDS } from './kinds.ts';
import type { SentStatement } from './statement-tap.ts';

const PARTITIONS = 4;

/**
 * Turns a migrated, empty database into the schema's twin: every repository table partitioned by hash of `repo_id`.
 * Postgres itself then refuses a unique key without it, and plans show statements that touch more than one repository.
 */
export async function makeTwin(settings: ConnectionSettings): Promise<void> {
  const sql = connect(settings, { max: 1, name: 'plumbline twin', writable: true });
  try {
    await dropViews(sql);
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
    await ensureIsolation(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

interface Plan {
  Operation?: string;
  'Relation Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Filter?: string;
  Plans?: Plan[];
}

function nodes(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)];
}

function literal(value: string | Buffer | null): string {
  if (value === null) return 'null';
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`;
  return `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** What a statement reads and writes on a twin. */
export interface Touched {
  /** Numbers of the partitions by repository, over all tables. */
  partitions: number[];
  /** Monthly partitioned tables that are read without naming the repository. */
  wholeMonths: string[];
}

/**
 * Plans a statement as it was sent, with its values, and says which partitions that touches; null for what has no plan
 * (`begin`, `copy`, …). Runs nothing. `sql` has one connection.
 */
export async function explainOnTwin(sql: Sql, statement: SentStatement): Promise<Touched | null> {
  if (!/^\s*(?:\(|select|with|insert|update|delete)/i.test(statement.text)) return null;
  const [row] = await sql<{ names: string[] }[]>`
    select array(select case when t = 0 then 'unknown' else format_type(t::oid, null) end
      from unnest(${statement.types}::int[]) with ordinality as given(t, place) order by place)::text[] as names`;
  const names = row?.names.length ? `(${row.names.join(', ')})` : '';
  const values = statement.values.length ? `(${statement.values.map(literal).join(', ')})` : '';
  await sql.unsafe(`prepare sent_statement${names} as ${statement.text}`);
  try {
    const [explained] = await sql.unsafe<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(
      `explain (format json, verbose) execute sent_statement${values}`,
    );
    const plan = explained?.['QUERY PLAN'][0]?.Plan;
    return plan ? touchedBy(nodes(plan)) : null;
  } finally {
    await sql.unsafe('deallocate sent_statement');
  }
}

function touchedBy(plans: readonly Plan[]): Touched {
  const parts = plans.flatMap((plan) => /_part_(\d)$/.exec(plan['Relation Name'] ?? '')?.[1] ?? []);
  const wholeMonths = plans.flatMap((plan) => {
    const table = BY_MONTH.find((name) => plan['Relation Name']?.startsWith(name));
    const conditions = [plan['Index Cond'], plan['Recheck Cond'], plan.Filter].join(' ');
    const reads = table !== undefined && plan.Operation !== 'Insert';
    return reads && !conditions.includes('repo_id') ? [table] : [];
  });
  return { partitions: [...new Set(parts.map(Number))].sort(), wholeMonths: [...new Set(wholeMonths)] };
}
