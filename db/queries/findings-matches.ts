import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import {
  type AdvisoryMatch,
  conditions,
  type FindingFilter,
  referenceMatches,
  ruleWords,
  type TextMatch,
  titleHas,
  versionMatches,
} from './findings-filter.ts';
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

/** Places beyond a finding's first path: they are among its keywords. */
function byPlace({ sql, scope, filter, rest }: Arms, pattern: string): Fragment {
  const place = inScope(sql, scope, 't.repo_id', filter.repoIds);
  return sql`(
    select m.repo_id, m.number, m.rank, m.opened_at from (
      select distinct t.term from finding_terms t
      where t.org_id = ${scope.orgId} and ${place} and t.kind = 'place'
        and (case when t.kind = 'place' then t.term end) ilike ${pattern}) places
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f where ${rest} and f.keywords @> array[places.term] offset 0) m
    limit ${MATCH_LIMIT})`;
}

/** Titles are looked up for the whole organization, then the findings that have them. */
function byTitle({ sql, scope, rest }: Arms, title: TextMatch['title']): Fragment {
  return sql`(
    select m.repo_id, m.number, m.rank, m.opened_at from titles t
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f
      where ${rest} and hashtextextended(f.title, 0) = hashtextextended(t.title, 0) and f.title = t.title offset 0) m
    where t.org_id = ${scope.orgId} and ${titleHas(sql, 't.title', title)}
    limit ${MATCH_LIMIT})`;
}

/** A package has one name in all repositories: one probe for each name, not for each repository that has it. */
function byPackage({ sql, scope, filter, rest }: Arms, { pattern, version }: TextMatch['package']): Fragment {
  const place = inScope(sql, scope, 't.repo_id', filter.repoIds);
  return sql`(
    select m.repo_id, m.number, m.rank, m.opened_at from (
      select distinct t.term from finding_terms t
      where t.org_id = ${scope.orgId} and ${place} and t.kind = 'package'
        and (case when t.kind = 'package' then t.term end) ilike ${pattern}) names
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f
      where ${rest} and f.package_name = names.term and ${versionMatches(sql, version)} offset 0) m
    limit ${MATCH_LIMIT})`;
}

function textArms(arms: Arms, text: TextMatch): Fragment[] {
  const { sql, scope } = arms;
  if (text.reference) return [plain(arms, referenceMatches(sql, text.reference))];
  const rules = text.rules
    ? sql`f.rule_id = any(${text.rules}::text[])`
    : sql`f.rule_id in (
        select r.rule_id from rules r where r.org_id = ${scope.orgId} and ${ruleWords(sql)} ilike ${text.rulePattern})`;
  return [
    ...(text.rules?.length === 0 ? [] : [plain(arms, rules)]),
    byTitle(arms, text.title),
    byPath(arms, text.pattern),
    byPlace(arms, text.pattern),
    byPackage(arms, text.package),
    ...(text.packageKeys.length > 0 ? [plain(arms, sql`f.package_key = any(${text.packageKeys}::text[])`)] : []),
    ...advisoryArms(arms, text.advisory),
  ];
}

/** By its own name and by the others, each by its index. */
function advisoryArms(arms: Arms, { names, keyword }: AdvisoryMatch): Fragment[] {
  const { sql } = arms;
  return [plain(arms, sql`f.advisory = any(${names}::text[])`), plain(arms, sql`f.keywords @> ${[keyword]}::text[]`)];
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
  if (narrow) return [plain({ sql, scope, rest: rest([]) }, sql`true`)];
  if (filter.path !== null) {
    const arms = { sql, scope, filter, rest: rest(['path']) };
    return [byPath(arms, filter.path), byPlace(arms, filter.path)];
  }
  if (filter.text !== null) return textArms({ sql, scope, filter, rest: rest(['text']) }, filter.text);
  if (filter.advisory !== null) {
    return advisoryArms({ sql, scope, filter, rest: rest(['advisory']) }, filter.advisory);
  }
  return [plain({ sql, scope, rest: rest([]) }, sql`true`)];
}
