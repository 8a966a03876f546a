import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { Connection } from '../client.ts';
import { conditions, type FindingFilter, isCountable } from './findings-filter.ts';
import { MATCH_LIMIT, matches } from './findings-matches.ts';
import type { Fragment } from './fragment.ts';

/** Findings of one rule in one repository. Title, category and scanner are those of one with the highest rank. */
export interface FindingGroup {
  repoId: number;
  fullName: string;
  demo: boolean;
  ruleId: string;
  rank: number;
  count: number;
  title: string;
  category: Category;
  severity: number;
  scanner: string;
}

export interface GroupPage {
  after: { rank: number; repoId: number; ruleId: string } | null;
  limit: number;
  /** The filter's plain parts leave so few findings that each can be looked at. */
  narrow: boolean;
}

/** Every group with its count: from an index that holds all it takes, else over at most 10,001 matches. */
function grouped(sql: Connection, scope: ReadScope, filter: FindingFilter, narrow: boolean): Fragment {
  if (isCountable(filter)) {
    return sql`
      select f.repo_id, f.rule_id, count(*)::int as count, max(f.rank)::int as rank from findings f
      where ${conditions(sql, scope, filter)} group by f.repo_id, f.rule_id`;
  }
  return sql`
    select m.repo_id, m.rule_id, count(*)::int as count, max(m.rank)::int as rank
    from (${matches(sql, scope, filter, { narrow, limit: MATCH_LIMIT })}) m
    group by m.repo_id, m.rule_id`;
}

/** One page of groups, the highest rank first, with how many groups and findings there are in all. */
export async function findGroups(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  { after, limit, narrow }: GroupPage,
): Promise<{ rows: FindingGroup[]; groups: number; findings: number }> {
  const beyond =
    after === null
      ? sql`true`
      : sql`(g.rank, g.repo_id, g.rule_id) < (${after.rank}::int, ${after.repoId}::int, ${after.ruleId}::text)`;
  const rows = await sql<(FindingGroup & { groups: number; findings: number })[]>`
    with g as materialized (${grouped(sql, scope, filter, narrow)}),
    page as (select * from g where ${beyond} order by rank desc, repo_id desc, rule_id desc limit ${limit})
    select totals.groups, totals.findings, page.*, r.full_name, r.demo, top.title, top.category, top.severity, top.scanner
    from (select count(*)::int as groups, coalesce(sum(g.count), 0)::int as findings from g) totals
    left join page on true
    left join repositories r on r.org_id = ${scope.orgId} and r.id = page.repo_id
    left join lateral (
      select f.title, f.category, coalesce(f.severity_set, f.severity)::int as severity, f.scanner from findings f
      where f.org_id = ${scope.orgId} and f.repo_id = page.repo_id and f.rule_id = page.rule_id and f.rank = page.rank
        and ${isCountable(filter) ? conditions(sql, scope, filter) : sql`f.state = any(${filter.states}::text[])`}
      order by f.number desc limit 1) top on true
    order by page.rank desc, page.repo_id desc, page.rule_id desc`;
  return {
    rows: rows.filter((row) => row.repoId !== null),
    groups: rows[0]?.groups ?? 0,
    findings: rows[0]?.findings ?? 0,
  };
}
