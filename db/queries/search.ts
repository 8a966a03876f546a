import type { Connection } from '../client.ts';
import { ruleWords } from './findings-filter.ts';
import type { OrganizationScope } from './scope.ts';

/** So many rule ids travel as a list; where more match, the word is too common to need one. */
const MAX_RULES = 2000;

/** Ids of rules whose name, id or first title holds the pattern; null when there are too many to name. */
export async function findRuleIds(
  sql: Connection,
  scope: OrganizationScope,
  pattern: string,
): Promise<string[] | null> {
  const rows = await sql<{ ruleId: string }[]>`
    select distinct r.rule_id from rules r
    where r.org_id = ${scope.orgId} and ${ruleWords(sql)} ilike ${pattern} limit ${MAX_RULES + 1}`;
  return rows.length > MAX_RULES ? null : rows.map((row) => row.ruleId);
}

/** Ids of the repositories with these names; names that are not there are missing from the map. Keys are lower-cased. */
export async function findRepositoryIds(
  sql: Connection,
  scope: OrganizationScope,
  names: readonly string[],
): Promise<Map<string, number>> {
  const slugs = names.map((name) => name.toLowerCase());
  const rows = await sql<{ slug: string; id: number }[]>`
    select slug, id from repositories where org_id = ${scope.orgId} and slug = any(${slugs}::text[])`;
  return new Map(rows.map((row) => [row.slug, row.id]));
}

export async function findArchivedIds(sql: Connection, scope: OrganizationScope): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from repositories where org_id = ${scope.orgId} and archived order by id`;
  return rows.map((row) => row.id);
}
