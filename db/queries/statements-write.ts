import type { Statement } from '#lib/domain/statement/statement.ts';
import { type BulkRow, bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { type statementDocuments, statementNames, statementProducts, statements } from '../schema/statement.ts';
import type { OrganizationScope } from './scope.ts';

export type StatementDocumentRow = typeof statementDocuments.$inferSelect;
type NewDocument = Omit<StatementDocumentRow, 'orgId' | 'id' | 'withdrawnAt' | 'withdrawnBy'>;

/** An arbitrary advisory lock class: documents of one organization are loaded and withdrawn one after another. */
const LOCK = 903_114;
const PRODUCTS_SHOWN = 20;

export async function lockStatements(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`select pg_advisory_xact_lock(${LOCK}::int, ${orgId}::int)`;
}

/** A document by its own name. */
export async function findDocumentNamed(
  sql: Connection,
  { orgId }: OrganizationScope,
  name: string,
): Promise<StatementDocumentRow | null> {
  const [row] = await sql<StatementDocumentRow[]>`
    select * from statement_documents where org_id = ${orgId} and name = ${name}`;
  return row ?? null;
}

export async function findDocument(
  sql: Connection,
  { orgId }: OrganizationScope,
  id: number,
): Promise<StatementDocumentRow | null> {
  const [row] = await sql<StatementDocumentRow[]>`
    select * from statement_documents where org_id = ${orgId} and id = ${id}`;
  return row ?? null;
}

/** How many documents an organization has, those too that were withdrawn. */
export async function countDocuments(sql: Connection, { orgId }: OrganizationScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from statement_documents where org_id = ${orgId}`;
  return row?.count ?? 0;
}

/** The row of a document in its newest version; what an earlier one said is gone. Returns its id. */
export async function saveDocument(tx: Transaction, { orgId }: OrganizationScope, row: NewDocument): Promise<number> {
  const [saved] = await tx<{ id: number }[]>`
    insert into statement_documents (org_id, name, format, version, author, role, stated_at, loaded_at, loaded_by,
      loader_kind, loader_name, source, sha256, statements, skipped, skipped_items, withdrawn_at, withdrawn_by)
    values (${orgId}, ${row.name}, ${row.format}, ${row.version}, ${row.author}, ${row.role}, ${row.statedAt},
      ${row.loadedAt}, ${row.loadedBy}, ${row.loaderKind}, ${row.loaderName}, ${row.source}, ${row.sha256},
      ${row.statements}, ${row.skipped}, ${tx.json(row.skippedItems.map((item) => ({ ...item })))}, null, null)
    on conflict (org_id, name) do update set format = excluded.format, version = excluded.version,
      author = excluded.author, role = excluded.role, stated_at = excluded.stated_at, loaded_at = excluded.loaded_at,
      loaded_by = excluded.loaded_by, loader_kind = excluded.loader_kind, loader_name = excluded.loader_name,
      source = excluded.source, sha256 = excluded.sha256, statements = excluded.statements, skipped = excluded.skipped,
      skipped_items = excluded.skipped_items, withdrawn_at = null, withdrawn_by = null
    returning id`;
  if (saved === undefined) throw new Error('a document was saved, and has no id');
  return saved.id;
}

/** Takes away what a document says. */
export async function clearStatements(tx: Transaction, { orgId }: OrganizationScope, document: number): Promise<void> {
  await tx`delete from statement_products where org_id = ${orgId} and document = ${document}`;
  await tx`delete from statement_names where org_id = ${orgId} and document = ${document}`;
  await tx`delete from statements where org_id = ${orgId} and document = ${document}`;
}

/**
 * Writes what a document says, in place of what it said before.
 * @param canonical what the organization calls the advisories that have several names
 */
export async function replaceStatements(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { document, statedAt, said }: { document: number; statedAt: Date; said: readonly Statement[] },
  canonical: ReadonlyMap<string, string>,
): Promise<void> {
  await clearStatements(tx, { orgId }, document);
  const same = { orgId, document };
  const rows = said.map(
    ({ products, names: _, ...one }, number): Omit<BulkRow<typeof statements>, keyof typeof same> => ({
      ...one,
      number,
      statedAt: one.statedAt ?? statedAt,
      productCount: products.length,
      products: [...new Set(products.map(({ text }) => text))].slice(0, PRODUCTS_SHOWN),
    }),
  );
  await bulkInsert(tx, statements, same, rows);
  const names = said.flatMap((one, statement) =>
    one.names.map((name) => ({ statement, name, advisory: canonical.get(name) ?? name })),
  );
  await bulkInsert(tx, statementNames, same, names);
  const products = said.flatMap((one, statement) =>
    one.products.map(({ text: _, ...product }, number) => ({ statement, number, ...product })),
  );
  await bulkInsert(tx, statementProducts, same, products);
}

/** Says of a document that it was withdrawn: it says nothing any more. */
export async function withdrawDocument(
  tx: Transaction,
  { orgId }: OrganizationScope,
  id: number,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await clearStatements(tx, { orgId }, id);
  await tx`
    update statement_documents set withdrawn_at = ${at}, withdrawn_by = ${by}
    where org_id = ${orgId} and id = ${id}`;
}

/**
 * Has statements follow what the organization learned last of the names of advisories. Returns the documents of which
 * one has another name since.
 */
export async function followLearnedNames(
  tx: Transaction,
  { orgId }: OrganizationScope,
  epoch: number,
): Promise<number[]> {
  const rows = await tx<{ document: number }[]>`
    with moved as (
      update statement_names s set advisory = a.canonical from advisory_names a
      where s.org_id = ${orgId} and a.org_id = ${orgId} and a.epoch = ${epoch} and s.name = a.name
        and s.advisory <> a.canonical
      returning s.document)
    select distinct document from moved order by document`;
  return rows.map(({ document }) => document);
}

/** Documents of some authors that were not withdrawn. */
export async function findDocumentsBy(
  sql: Connection,
  { orgId }: OrganizationScope,
  authors: readonly string[],
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from statement_documents
    where org_id = ${orgId} and author = any(${[...authors]}::text[]) and withdrawn_at is null order by id`;
  return rows.map(({ id }) => id);
}
