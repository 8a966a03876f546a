import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import { conditions, type FindingFilter, ruleWords, type TextMatch } from './findings-filter.ts';
import type { Fragment } from './fragment.ts';
import { inScope } from './scope.ts';

/** Matches are gathered up to here; where there are more, an index is walked in the order of the list instead. */
export const MATCH_LIMIT = 10_001;

const KEYS = 'f.repo_id, f.number, f.rank, f.opened_at';

/**
 * What the arms of the UNION share. Each looks up terms first, then their findings, both by index; `offset 0` keeps the
 * planner from changing that order, so that a search ends as soon as it has enough.
 */
interface Arms {
  sql: Connection;
  scope: ReadScope;
  filter: FindingFilter;
  rest: Fragment;
}

function plain({ sql, rest }: Omit<Arms, 'filter'>, also: Fragment): Fragment {
  return sql`(select ${sql.unsafe(KEYS)} from findings f where ${rest} and ${also} limit ${MATCH_LIMIT})`;
}

/** Paths are looked up per repository. The term expression must be the same as in its index. */
function byPath({ sql, scope, filter, rest }: Arms, pattern: string): Fragment {
  const place = inScope(sql, scope, 't.repo_id', filter.repoIds);
  return sql`(
    select m.repo_id, m.number, m.rank, m.opened_at from finding_terms t
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f
      where ${rest} and f.repo_id = t.repo_id and f.path = t.term offset 0) m
    where t.org_id = ${scope.orgId} and ${place} and t.kind = 'path'
      and (case when t.kind = 'path' then t.term end) ilike ${pattern}
    limit ${MATCH_LIMIT})`;
}

/** A package has one name in all repositories: one probe for each name, not for each repository that has it. */
function byPackage({ sql, scope, filter, rest }: Arms, pattern: string): Fragment {
  const place = inScope(sql, scope, 't.repo_id', filter.repoIds);
  return sql`(
    select m.repo_id, m.number, m.rank, m.opened_at from (
      select distinct t.term from finding_terms t
      where t.org_id = ${scope.orgId} and ${place} and t.kind = 'package'
        and (case when t.kind = 'package' then t.term end) ilike ${pattern}) names
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f where ${rest} and f.package_name = names.term offset 0) m
    limit ${MATCH_LIMIT})`;
}

function textArms(arms: Arms, text: TextMatch): Fragment[] {
  const { sql, scope } = arms;
  if (text.reference) {
    return [plain(arms, sql`f.repo_id = ${text.reference.repoId} and f.number = ${text.reference.number}`)];
  }
  const rules = text.rules
    ? sql`f.rule_id = any(${text.rules}::text[])`
    : sql`f.rule_id in (
        select r.rule_id from rules r where r.org_id = ${scope.orgId} and ${ruleWords(sql)} ilike ${text.rulePattern})`;
  return [
    ...(text.rules?.length === 0 ? [] : [plain(arms, rules)]),
    byPath(arms, text.pattern),
    byPackage(arms, text.pattern),
    plain(arms, sql`f.advisory = ${text.advisory}`),
  ];
}

/**
 * Up to 10,001 matches `(repo_id, number, rank, opened_at)` in no order, each found by the index of what is rare about
 * it. As a subquery, so that the planner cannot mistake a rare word for a common one and walk a whole order for it.
 * `narrow`: the rest of the filter leaves so few that each can be looked at.
 */
export function matches(sql: Connection, scope: ReadScope, filter: FindingFilter, narrow: boolean): Fragment {
  const arms = armsOf(sql, scope, filter, narrow).reduce((all, arm) => sql`${all} union ${arm}`);
  return sql`select repo_id, number, rank, opened_at from (${arms}) u limit ${MATCH_LIMIT}`;
}

function armsOf(sql: Connection, scope: ReadScope, filter: FindingFilter, narrow: boolean): Fragment[] {
  const rest = (without: (keyof FindingFilter)[]) => conditions(sql, scope, filter, without);
  if (filter.path !== null && !narrow) {
    return [byPath({ sql, scope, filter, rest: rest(['path']) }, filter.path)];
  }
  if (filter.text !== null && !narrow) return textArms({ sql, scope, filter, rest: rest(['text']) }, filter.text);
  return [plain({ sql, scope, rest: rest([]) }, sql`true`)];
}
