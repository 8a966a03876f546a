import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Justification, StatementStatus } from '#lib/domain/statement/statement.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { gateMayCount } from './gate-may-count.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/**
 * Whether a product `p` of a statement is, or may be, the one of a finding `f` in a repository `r`: the same as `isAbout`
 * of the domain.
 */
export const productMatches = (sql: Connection): Fragment => sql`(
  (p.package_key is null or p.package_key = f.package_key)
  and (p.version is null or p.version = case when p.package_key like 'golang/%' then ltrim(f.package_version, 'v')
    else f.package_version end)
  and case when p.bound then p.repository = lower(r.full_name) or p.image = f.image else p.package_key is not null end)`;

/** From the names of statements `n` to their entries `s` and products `p`. */
export const fromNames = (sql: Connection, { orgId }: OrganizationScope): Fragment => sql`
  statement_names n
  join statements s on s.org_id = ${orgId} and s.document = n.document and s.number = n.statement
  join statement_products p on p.org_id = ${orgId} and p.document = n.document and p.statement = n.statement`;

/** Which statements, for the list of findings; null fields do not ask. */
export interface StatementFilter {
  statuses: StatementStatus[] | null;
  document: number | null;
}

/**
 * Whether somebody states one of these about a finding `f`. The names come first, as a list: so the findings are found by
 * their advisory, of which there are few.
 */
export function isStated(sql: Connection, { orgId }: ReadScope, { statuses, document }: StatementFilter): Fragment {
  const which = sql`${statuses === null ? sql`true` : sql`s.status = any(${statuses}::text[])`}
    and ${document === null ? sql`true` : sql`s.document = ${document}`}`;
  return sql`(f.category in ('dependency', 'container') and f.advisory = any(array(
      select distinct n.advisory from statement_names n
      join statements s on s.org_id = ${orgId} and s.document = n.document and s.number = n.statement
      where n.org_id = ${orgId} and ${which}))
    and exists (
      select 1 from ${fromNames(sql, { orgId })}
      join repositories r on r.org_id = ${orgId} and r.id = f.repo_id
      where n.org_id = ${orgId} and n.advisory = f.advisory and ${which} and ${productMatches(sql)}))`;
}

/** A statement about a finding, with whose it is. */
export interface StatedRow {
  findingNumber: number;
  document: number;
  number: number;
  status: StatementStatus;
  justification: Justification | null;
  impact: string | null;
  action: string | null;
  statedAt: Date;
  author: string;
  role: string | null;
  name: string;
  version: string;
  format: string;
  loadedAt: Date;
  loaderName: string;
  /** It says more than findings know, in each of its products that match. */
  narrow: boolean;
  /** It names a version of the package. */
  exact: boolean;
}

/** What is stated about findings of a repository, by number of the finding, the newest first. */
export async function findStatements(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
  { authors, limit }: { authors?: readonly string[]; limit: number },
): Promise<StatedRow[]> {
  return sql<StatedRow[]>`
    select f.number as finding_number, s.document, s.number, s.status, s.justification, s.impact, s.action, s.stated_at,
      d.author, d.role, d.name, d.version, d.format, d.loaded_at, d.loader_name,
      bool_and(p.narrow) as narrow, bool_or(p.version is not null) as exact
    from findings f
    join repositories r on r.org_id = ${orgId} and r.id = f.repo_id
    join statement_names n on n.org_id = ${orgId} and n.advisory = f.advisory
    join statements s on s.org_id = ${orgId} and s.document = n.document and s.number = n.statement
    join statement_products p on p.org_id = ${orgId} and p.document = n.document and p.statement = n.statement
    join statement_documents d on d.org_id = ${orgId} and d.id = n.document
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = any(${[...findings]}::int[])
      and f.category in ('dependency', 'container') and ${productMatches(sql)}
      and ${authors === undefined ? sql`true` : sql`d.author = any(${[...authors]}::text[])`}
    group by f.number, s.document, s.number, s.status, s.justification, s.impact, s.action, s.stated_at, d.author, d.role,
      d.name, d.version, d.format, d.loaded_at, d.loader_name
    order by f.number, s.stated_at desc, s.document desc, s.number desc limit ${limit}`;
}

/** Which findings of a repository: some by their numbers, or a page of all. */
export type StatedPage = { only: readonly number[] } | { after: number; limit: number };

/**
 * Findings of a repository that a gate counts, there or on a branch, without an exception that is alive, about which one of
 * the authors states something.
 */
export async function findStatedOpen(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  authors: readonly string[],
  page: StatedPage,
): Promise<number[]> {
  const which = 'only' in page ? sql`f.number = any(${[...page.only]}::int[])` : sql`f.number > ${page.after}`;
  const rows = await sql<{ number: number }[]>`
    select f.number from findings f
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and ${which} and ${gateMayCount(sql, { orgId, repoId })}
      and f.category in ('dependency', 'container')
      and f.advisory = any(array(
        select distinct n.advisory from statement_names n
        join statement_documents d on d.org_id = ${orgId} and d.id = n.document
        where n.org_id = ${orgId} and d.author = any(${[...authors]}::text[])))
      and not exists (
        select 1 from exceptions e where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = f.number
          and e.state in ('requested', 'in_force'))
    order by f.number ${'only' in page ? sql`` : sql`limit ${page.limit}`}`;
  return rows.map(({ number }) => number);
}

/** Exceptions of these findings that rested on a statement and are over, by when they were asked for. */
export async function findEndedAdoptions(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
): Promise<{ findingNumber: number; document: number; requestedAt: Date }[]> {
  return sql<{ findingNumber: number; document: number; requestedAt: Date }[]>`
    select finding_number, statement_document as document, requested_at from exceptions
    where org_id = ${orgId} and repo_id = ${repoId} and finding_number = any(${[...findings]}::int[])
      and statement_document is not null and state not in ('requested', 'in_force')`;
}

/** A live exception that rests on a statement, and whose the statement was; null: it was withdrawn. */
export interface Adopted {
  number: number;
  findingNumber: number;
  state: 'requested' | 'in_force';
  author: string | null;
}

/** Live exceptions of a repository that rest on a statement; of some findings only, where they are named. */
export async function findAdopted(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  only: readonly number[] | null,
): Promise<Adopted[]> {
  return sql<Adopted[]>`
    select e.number, e.finding_number, e.state, d.author from exceptions e
    left join statement_documents d on d.org_id = ${orgId} and d.id = e.statement_document
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.state in ('requested', 'in_force')
      and e.statement_document is not null
      and ${only === null ? sql`true` : sql`e.finding_number = any(${[...only]}::int[])`}
    order by e.number`;
}

/** Repositories with findings of the vulnerabilities that documents speak of, or with exceptions that rest on them. */
export async function findStatedRepositories(
  sql: Connection,
  { orgId }: OrganizationScope,
  documents: readonly number[],
): Promise<number[]> {
  const rows = await sql<{ repoId: number }[]>`
    select f.repo_id from findings f
    where f.org_id = ${orgId} and f.advisory = any(array(
      select distinct advisory from statement_names where org_id = ${orgId} and document = any(${[...documents]}::int[])))
    union
    select repo_id from exceptions
    where org_id = ${orgId} and statement_document = any(${[...documents]}::int[]) and state in ('requested', 'in_force')
    order by 1`;
  return rows.map(({ repoId }) => repoId);
}
