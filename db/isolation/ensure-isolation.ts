import type { Sql, Transaction } from '../connection.ts';
import { VIEWS } from '../writer/binding.ts';
import { ensureAddJob } from './add-job.ts';
import { quoted } from './app-role.ts';
import { ensureRole } from './ensure-role.ts';
import { isolationOf } from './tables.ts';

const POLICY = 'plumbline_organization';
const CHECK = 'plumbline_bound';

interface Table {
  name: string;
  columns: string[];
  isSecured: boolean;
  /** The condition that its policy was made with; null when it has none for the role. */
  policy: string | null;
  isChecked: boolean;
  rights: string[];
  /** Columns of its view; empty when it has none. */
  viewed: string[];
}

/**
 * Puts row-level security on every table that holds rows of organizations, and gives the application's role its rights.
 * Changes only what is not so already. A table that a later migration adds needs nothing but its `org_id`.
 */
export async function ensureIsolation(sql: Sql): Promise<void> {
  const role = await ensureRole(sql);
  await sql.begin(async (tx) => {
    await tx.unsafe(`create schema if not exists ${VIEWS}`);
    await tx.unsafe(`grant usage on schema public, ${VIEWS} to ${quoted(role)}`);
    for (const table of await findTables(tx, role)) {
      for (const statement of missing(table, role)) await tx.unsafe(statement);
    }
    await ensureAddJob(tx, role);
  });
}

/**
 * Removes the views, because a table that has one cannot be changed in every way. Reads that are bound meanwhile find the
 * tables instead: they see the same rows, some more slowly.
 */
export async function dropViews(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    const views = await tx<{ name: string }[]>`
      select viewname::text as name from pg_catalog.pg_views where schemaname = ${VIEWS}`;
    for (const { name } of views) await tx.unsafe(`drop view ${VIEWS}.${quoted(name)}`);
  });
}

/** Without partitions: the role has no right to one, and reaches its rows only through the table. */
function findTables(tx: Transaction, role: string): Promise<Table[]> {
  return tx<Table[]>`
    select c.relname::text as name, c.relrowsecurity as is_secured,
      array(select a.attname::text from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
      (select obj_description(p.oid, 'pg_policy') from pg_catalog.pg_policy p
        where p.polrelid = c.oid and p.polname = ${POLICY} and p.polroles = array[to_regrole(quote_ident(${role}))::oid]) as policy,
      exists (select 1 from pg_catalog.pg_constraint k where k.conrelid = c.oid and k.conname = ${CHECK}) as is_checked,
      array(select lower(g.privilege_type) from aclexplode(c.relacl) g
        where g.grantee = to_regrole(quote_ident(${role})) order by 1) as rights,
      array(select a.attname::text from pg_catalog.pg_attribute a
        where a.attrelid = to_regclass(${`${VIEWS}.`} || quote_ident(c.relname)) and a.attnum > 0 order by a.attnum) as viewed
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`;
}

/** The statements that a table still needs. */
function missing(table: Table, role: string): string[] {
  const { condition, check, rights, isViewed } = isolationOf(table.name, table.columns);
  const name = `public.${quoted(table.name)}`;
  const to = quoted(role);
  const statements: string[] = [];
  if (condition !== null && !table.isSecured) statements.push(`alter table ${name} enable row level security`);
  if (table.policy !== condition) {
    statements.push(`drop policy if exists ${POLICY} on ${name}`);
    if (condition !== null) {
      statements.push(`create policy ${POLICY} on ${name} to ${to} using (${condition}) with check (${condition})`);
      statements.push(`comment on policy ${POLICY} on ${name} is '${condition.replaceAll("'", "''")}'`);
    }
  }
  // COPY is run by the owner, because row-level security refuses it: this holds for the owner too.
  if (check !== null && !table.isChecked)
    statements.push(`alter table ${name} add constraint ${CHECK} check (${check}) not valid`);
  if (table.rights.join() !== rights.join()) {
    statements.push(`revoke all on ${name} from ${to}`);
    if (rights.length > 0) statements.push(`grant ${rights.join(', ')} on ${name} to ${to}`);
  }
  const columns = isViewed ? table.columns : [];
  // The condition of a view is the policy's.
  if (table.viewed.join() !== columns.join() || (isViewed && table.policy !== condition)) {
    const view = `${VIEWS}.${quoted(table.name)}`;
    statements.push(`drop view if exists ${view}`);
    if (isViewed) statements.push(`create view ${view} as select * from ${name} where ${condition}`);
    if (isViewed) statements.push(`grant select on ${view} to ${to}`);
  }
  return statements;
}
