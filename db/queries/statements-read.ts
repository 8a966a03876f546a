import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Justification, StatementStatus } from '#lib/domain/statement/statement.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { inScope, type OrganizationScope } from './scope.ts';
import { fromNames, productMatches } from './statements-match.ts';
import type { StatementDocumentRow } from './statements-write.ts';

/** Documents, those loaded last first. */
export async function listDocuments(
  sql: Connection,
  { orgId }: OrganizationScope,
  limit: number,
): Promise<StatementDocumentRow[]> {
  return sql<StatementDocumentRow[]>`
    select * from statement_documents where org_id = ${orgId} order by loaded_at desc, id desc limit ${limit}`;
}

/** Whether any document states something. */
export async function isAnythingStated(sql: Connection, { orgId }: OrganizationScope): Promise<boolean> {
  const [row] = await sql<{ stated: boolean }[]>`
    select exists (
      select 1 from statement_documents where org_id = ${orgId} and withdrawn_at is null) as stated`;
  return row?.stated ?? false;
}

/** How many statements documents have, by status. */
export async function countStatements(
  sql: Connection,
  { orgId }: OrganizationScope,
  documents: readonly number[],
): Promise<{ document: number; status: StatementStatus; count: number }[]> {
  return sql<{ document: number; status: StatementStatus; count: number }[]>`
    select document, status, count(*)::int as count from statements
    where org_id = ${orgId} and document = any(${[...documents]}::int[]) group by document, status`;
}

/** Findings of what the caller sees, that statements `n`, `s`, `p` are about. */
const matchedFindings = (sql: Connection, scope: ReadScope): Fragment => sql`
  ${fromNames(sql, scope)}
  join findings f on f.org_id = ${scope.orgId} and f.advisory = n.advisory and f.category in ('dependency', 'container')
  join repositories r on r.org_id = ${scope.orgId} and r.id = f.repo_id and r.deleting_at is null
    and ${productMatches(sql)} and ${inScope(sql, scope, 'f.repo_id')}`;

/** How many statements of documents are about a finding, and about how many findings. */
export async function countMatched(
  sql: Connection,
  scope: ReadScope,
  documents: readonly number[],
): Promise<{ document: number; statements: number; findings: number }[]> {
  return sql<{ document: number; statements: number; findings: number }[]>`
    select n.document, count(distinct n.statement)::int as statements, count(distinct (f.repo_id, f.number))::int as findings
    from ${matchedFindings(sql, scope)}
    where n.org_id = ${scope.orgId} and n.document = any(${[...documents]}::int[]) group by n.document`;
}

/** Exceptions in force that rest on documents. */
export async function countAdopted(
  sql: Connection,
  scope: ReadScope,
  documents: readonly number[],
): Promise<{ document: number; count: number }[]> {
  return sql<{ document: number; count: number }[]>`
    select e.statement_document as document, count(*)::int as count from exceptions e
    where e.org_id = ${scope.orgId} and e.statement_document = any(${[...documents]}::int[]) and e.state = 'in_force'
      and ${inScope(sql, scope, 'e.repo_id')}
    group by e.statement_document`;
}

export interface ListedStatement {
  document: number;
  number: number;
  position: string;
  author: string;
  status: StatementStatus;
  justification: Justification | null;
  impact: string | null;
  action: string | null;
  statedAt: Date;
  productCount: number;
  products: string[];
  names: string[];
  findings: number;
}

export interface StatementPage {
  document: number | null;
  statuses: StatementStatus[] | null;
  matched: boolean | null;
  /** The newest document first, each in its own order. */
  after: { document: number; number: number } | null;
  limit: number;
}

/**
 * Statements with how many findings of what the caller sees each is about. Whether there is one is asked statement by
 * statement, as a value: as a condition the planner would join all that is stated with all findings.
 */
export async function listStatements(
  sql: Connection,
  scope: ReadScope,
  page: StatementPage,
): Promise<ListedStatement[]> {
  const { orgId } = scope;
  const { document, statuses, matched, after, limit } = page;
  const about = sql`
    from ${matchedFindings(sql, scope)}
    where n.org_id = ${orgId} and n.document = q.document and n.statement = q.number`;
  return sql<ListedStatement[]>`
    with page as materialized (
      select q.* from statements q
      where q.org_id = ${orgId}
        and ${document === null ? sql`true` : sql`q.document = ${document}`}
        and ${statuses === null ? sql`true` : sql`q.status = any(${statuses}::text[])`}
        and ${after === null ? sql`true` : sql`(q.document < ${after.document} or (q.document = ${after.document} and q.number > ${after.number}))`}
        and ${matched === null ? sql`true` : sql`coalesce((select true ${about} limit 1), false) = ${matched}::boolean`}
      order by q.document desc, q.number limit ${limit})
    select q.document, q.number, q.position, d.author, q.status, q.justification, q.impact, q.action, q.stated_at,
      q.product_count, q.products,
      array(select n.name from statement_names n
        where n.org_id = ${orgId} and n.document = q.document and n.statement = q.number order by n.name) as names,
      (select count(distinct (f.repo_id, f.number))::int ${about}) as findings
    from page q
    join statement_documents d on d.org_id = ${orgId} and d.id = q.document
    order by q.document desc, q.number`;
}
