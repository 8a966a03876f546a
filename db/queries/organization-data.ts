import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A table of rows that each belong to one organization. */
export interface OwnedTable {
  name: string;
  /** The column that says to which. */
  owner: 'org_id' | 'id';
}

interface TableKey {
  source: string;
  target: string;
}

/**
 * Every table of the catalogue with an `org_id`, and `organizations` itself, those first that others refer to: what a new
 * version adds is exported and deleted without anybody naming it.
 */
export async function findOwnedTables(sql: Connection): Promise<OwnedTable[]> {
  const tables = await sql<OwnedTable[]>`
    select c.relname::text as name, case when c.relname = 'organizations' then 'id' else 'org_id' end as owner
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (c.relname = 'organizations' or exists (
        select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped))
    order by c.relname`;
  const keys = await sql<TableKey[]>`
    select distinct s.relname::text as source, t.relname::text as target
    from pg_constraint k join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and s.relnamespace = 'public'::regnamespace and k.conparentid = 0 and s.oid <> t.oid`;
  return inOrder(tables, keys);
}

function inOrder(tables: readonly OwnedTable[], keys: readonly TableKey[]): OwnedTable[] {
  const ordered: OwnedTable[] = [];
  for (let left = [...tables]; left.length > 0; ) {
    const names = new Set(left.map(({ name }) => name));
    const ready = left.filter(({ name }) => !keys.some((key) => key.source === name && names.has(key.target)));
    if (ready.length === 0) throw new Error(`tables that refer to one another in a circle: ${[...names].join(', ')}`);
    ordered.push(...ready);
    left = left.filter((table) => !ready.includes(table));
  }
  return ordered;
}

/** The organization's rows as lines of JSON without the columns `omit`, in batches. */
export async function* readOwnedRows(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { name, owner }: OwnedTable,
  omit: readonly string[],
): AsyncGenerator<string[]> {
  const batches = tx<{ line: string }[]>`
    select (to_jsonb(t) - ${[...omit]}::text[])::text as line
    from ${tx.unsafe(quoted(name))} t where ${tx.unsafe(owner)} = ${orgId}`.cursor(500);
  for await (const rows of batches) yield rows.map(({ line }) => line);
}

/** Names of the stored reports of the organization, in batches; a rejected one's are dropped. */
export async function* readOwnedBlobs(tx: Transaction, { orgId }: OrganizationScope): AsyncGenerator<string[]> {
  const batches = tx<{ blob: string }[]>`
    select blob from uploads where org_id = ${orgId} and state <> 'rejected'`.cursor(1000);
  for await (const rows of batches) yield rows.map(({ blob }) => blob);
}

/** Deletes every row of the organization, the organization last. Its repositories should be gone: they have the most. */
export async function deleteOwnedRows(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  // Whoever adds a row that refers to the organization waits, and then fails.
  await tx`select 1 from organizations where id = ${orgId} for update`;
  const tables = await findOwnedTables(tx);
  for (const { name, owner } of tables.reverse()) {
    await tx`delete from ${tx.unsafe(quoted(name))} where ${tx.unsafe(owner)} = ${orgId}`;
  }
}

/** Numbers of its repositories, also of those that are being deleted. */
export async function findAllRepositories(sql: Connection, { orgId }: OrganizationScope): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`select id from repositories where org_id = ${orgId} order by id`;
  return rows.map(({ id }) => id);
}

/** Organizations that a job has to remove. */
export async function findDeletingOrganizations(sql: Connection): Promise<OrganizationScope[]> {
  return sql<OrganizationScope[]>`
    select id as org_id from organizations where deleting_at is not null order by id`;
}

/**
 * Shuts everybody out of the organization and frees its slug, until its rows are removed: people, tokens and links open
 * nothing any more. Accounts that no other organization has go with their sessions.
 */
export async function closeOrganization(tx: Transaction, { orgId }: OrganizationScope, now: Date): Promise<void> {
  await tx`
    update organizations set deleting_at = ${now}, slug = ${`deleted#${orgId}`}, name = 'Deleted organization', demo = false
    where id = ${orgId}`;
  await tx`
    update tokens set revoked_at = ${now} where org_id = ${orgId} and revoked_at is null`;
  const left = await tx<{ accountId: number }[]>`
    select account_id from users where org_id = ${orgId} and account_id is not null`;
  await tx`
    update users set account_id = null, disabled_at = coalesce(disabled_at, ${now}), removed_at = coalesce(removed_at, ${now})
    where org_id = ${orgId}`;
  await tx`
    delete from accounts a where a.id = any(${left.map(({ accountId }) => accountId)}::int[])
      and not exists (select 1 from users u where u.account_id = a.id)`;
}
