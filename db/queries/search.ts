import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import { ruleWords } from './findings-filter.ts';
import { countsForOrganization, inScope, type OrganizationScope } from './scope.ts';

/** Up to so many matching rule ids are passed as a list; a more common word is matched by pattern. */
const MAX_RULES = 2000;

/** Ids of rules whose name or id matches the pattern; null when more than MAX_RULES match. */
export async function findRuleIds(sql: Connection, scope: ReadScope, pattern: string): Promise<string[] | null> {
  const rows = await sql<{ ruleId: string }[]>`
    select distinct r.rule_id from rules r
    where r.org_id = ${scope.orgId} and ${ruleWords(sql)} ilike ${pattern} limit ${MAX_RULES + 1}`;
  return rows.length > MAX_RULES ? null : rows.map((row) => row.ruleId);
}

/** Ids of the repositories in scope that have, or had, these names; others are missing. Keys are lower-cased. */
export async function findRepositoryIds(
  sql: Connection,
  scope: ReadScope,
  names: readonly string[],
): Promise<Map<string, number>> {
  const slugs = names.map((name) => name.toLowerCase());
  const rows = await sql<{ slug: string; id: number }[]>`
    select slug, repo_id as id from former_names
    where org_id = ${scope.orgId} and slug = any(${slugs}::text[]) and ${inScope(sql, scope, 'repo_id')}
    union all
    select slug, id from repositories
    where org_id = ${scope.orgId} and slug = any(${slugs}::text[]) and deleting_at is null
      and ${inScope(sql, scope, 'id')}`;
  return new Map(rows.map((row) => [row.slug, row.id]));
}

/** More repositories of one name than this are more than a person means. */
const MAX_ENDING = 20;

/** Ids of the repositories in scope whose last part is one of these names: `acme/web` for `web`. */
export async function findIdsEndingIn(sql: Connection, scope: ReadScope, names: readonly string[]): Promise<number[]> {
  if (names.length === 0) return [];
  const slugs = names.map((name) => name.toLowerCase());
  const rows = await sql<{ id: number }[]>`
    select id from repositories
    where org_id = ${scope.orgId} and substring(slug from '[^/]*$') = any(${slugs}::text[]) and deleting_at is null
      and ${inScope(sql, scope, 'id')}
    order by id limit ${MAX_ENDING}`;
  return rows.map((row) => row.id);
}

/** Ids of repositories in scope whose name holds the pattern, at most `limit`. */
export async function findIdsOfNamesLike(
  sql: Connection,
  scope: ReadScope,
  pattern: string,
  limit: number,
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select r.id from repositories r
    where r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'r.id')} and r.full_name ilike ${pattern}
      and r.deleting_at is null limit ${limit}`;
  return rows.map((row) => row.id);
}

/** Repositories in scope that do not count for the organization. */
export async function findUncountedIds(sql: Connection, scope: ReadScope): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select r.id from repositories r
    where r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'r.id')} and not ${countsForOrganization(sql, scope)}
    order by r.id`;
  return rows.map((row) => row.id);
}

/** Repositories with one of these lower-cased names, or whose name is LIKE one of these patterns. */
export async function findNamesLike(
  sql: Connection,
  scope: OrganizationScope,
  names: readonly string[],
  patterns: readonly string[],
): Promise<{ id: number; fullName: string }[]> {
  return sql<{ id: number; fullName: string }[]>`
    select id, full_name from repositories
    where org_id = ${scope.orgId} and (slug = any(${[...names]}::text[]) or slug like any(${[...patterns]}::text[]))
    order by id`;
}

export interface NamedRepository {
  id: number;
  fullName: string;
  slug: string;
}

/** Repositories in scope by name, those after `after` (a slug) whose name holds the pattern. */
export async function listRepositoryNames(
  sql: Connection,
  scope: ReadScope,
  { pattern, after, limit }: { pattern: string | null; after: string | null; limit: number },
): Promise<NamedRepository[]> {
  return sql<NamedRepository[]>`
    select id, full_name, slug from repositories
    where org_id = ${scope.orgId} and deleting_at is null and ${inScope(sql, scope, 'id')}
      and ${pattern === null ? sql`true` : sql`full_name ilike ${pattern}`}
      and ${after === null ? sql`true` : sql`slug > ${after}`}
    order by slug limit ${limit}`;
}
