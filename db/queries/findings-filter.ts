import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { RankRange } from '#lib/domain/finding/severity-number.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { inScope } from './scope.ts';

/** The text of the explorer's search box, resolved: a finding matches when one of these does. */
export interface TextMatch {
  /** ILIKE pattern for paths and packages. */
  pattern: string;
  /** Rules whose name, id or first title matches; null when too many match: then `rulePattern` is used. */
  rules: string[] | null;
  rulePattern: string;
  advisory: string;
  /** Set when the text is a reference such as `acme/web#412`: then nothing else matches. */
  reference: { repoId: number; number: number } | null;
}

/** Which findings; null fields do not filter. Fields that `finding_counts` can answer come first. */
export interface FindingFilter {
  states: string[];
  repoIds: number[] | null;
  /** Repositories to leave out because they do not count, when none is asked for by name. */
  withoutRepoIds: number[] | null;
  /** Ranks of the severities asked for. */
  ranks: RankRange[] | null;
  categories: string[] | null;
  scanners: string[] | null;
  rule: string | null;
  advisory: string | null;
  packageName: string | null;
  /** ILIKE pattern. */
  path: string | null;
  pipeline: string | null;
  action: { repoId: number; number: number } | null;
  openedSince: Date | null;
  fixedSince: Date | null;
  text: TextMatch | null;
}

/** Whether the counters can answer how many there are. */
export function isCountable(filter: FindingFilter): boolean {
  const { rule, advisory, packageName, path, pipeline, action, openedSince, fixedSince, text } = filter;
  return [rule, advisory, packageName, path, pipeline, action, openedSince, fixedSince, text].every(
    (one) => one === null,
  );
}

export function both(sql: Connection, parts: readonly Fragment[]): Fragment {
  return parts.reduce((all, part) => sql`${all} and ${part}`);
}

export function either(sql: Connection, parts: readonly Fragment[]): Fragment {
  return sql`(${parts.reduce((all, part) => sql`${all} or ${part}`)})`;
}

function whenSet<T>(value: T | null, make: (value: T) => Fragment): Fragment[] {
  return value === null ? [] : [make(value)];
}

export function ranksMatch(sql: Connection, ranges: readonly RankRange[]): Fragment {
  if (ranges.length === 0) return sql`false`;
  return either(
    sql,
    ranges.map(({ from, to }) => sql`f.rank between ${from} and ${to}`),
  );
}

/** The searched text of a rule `r`: the same expression as in its index. */
export function ruleWords(sql: Connection): Fragment {
  return sql`(r.name || ' ' || coalesce(r.title, '') || ' ' || r.rule_id)`;
}

function textMatches(sql: Connection, scope: ReadScope, text: TextMatch): Fragment {
  const { reference, rules } = text;
  if (reference) return sql`(f.repo_id = ${reference.repoId} and f.number = ${reference.number})`;
  const byRule = rules
    ? sql`f.rule_id = any(${rules}::text[])`
    : sql`f.rule_id in (
        select r.rule_id from rules r where r.org_id = ${scope.orgId} and ${ruleWords(sql)} ilike ${text.rulePattern})`;
  return either(sql, [
    byRule,
    sql`f.path ilike ${text.pattern}`,
    sql`f.package_name ilike ${text.pattern}`,
    sql`f.advisory = ${text.advisory}`,
  ]);
}

/** A fixed finding matches the pipelines that once reported it; every other one only those that report it now. */
function pipelineMatches(sql: Connection, scope: ReadScope, key: string): Fragment {
  return sql`exists (
    select 1 from sightings s
    join streams st on st.org_id = s.org_id and st.repo_id = s.repo_id and st.id = s.stream_id
    join pipelines p on p.org_id = st.org_id and p.repo_id = st.repo_id and p.id = st.pipeline_id
    where s.org_id = ${scope.orgId} and s.repo_id = f.repo_id and s.finding_number = f.number
      and st.org_id = ${scope.orgId} and p.org_id = ${scope.orgId} and p.key = ${key}
      and (s.until_upload is null or f.state = 'fixed'))`;
}

/**
 * Conditions of scope and filter on a finding `f`, except the parts in `without`, which the caller states itself
 * (`repoIds` includes the scope's repositories).
 */
export function conditions(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  without: readonly (keyof FindingFilter)[] = [],
): Fragment {
  const only = <K extends keyof FindingFilter>(key: K): FindingFilter[K] | null =>
    without.includes(key) ? null : filter[key];
  return both(sql, [
    sql`f.org_id = ${scope.orgId}`,
    ...whenSet(only('states'), (states) => sql`f.state = any(${states}::text[])`),
    ...(without.includes('repoIds') ? [] : [inScope(sql, scope, 'f.repo_id', filter.repoIds)]),
    ...whenSet(only('withoutRepoIds'), (ids) => sql`f.repo_id <> all(${ids}::int[])`),
    ...whenSet(only('ranks'), (ranks) => ranksMatch(sql, ranks)),
    ...whenSet(only('categories'), (categories) => sql`f.category = any(${categories}::text[])`),
    ...whenSet(only('scanners'), (scanners) => sql`f.scanner = any(${scanners}::text[])`),
    ...whenSet(only('rule'), (rule) => sql`f.rule_id = ${rule}`),
    ...whenSet(only('advisory'), (advisory) => sql`f.advisory = ${advisory}`),
    ...whenSet(only('packageName'), (name) => sql`f.package_name = ${name}`),
    ...whenSet(only('path'), (pattern) => sql`f.path ilike ${pattern}`),
    ...whenSet(only('action'), (a) => sql`(f.repo_id = ${a.repoId} and f.action_number = ${a.number})`),
    ...whenSet(only('openedSince'), (at) => sql`f.opened_at >= ${at}`),
    ...whenSet(only('fixedSince'), (at) => sql`f.fixed_at >= ${at}`),
    ...whenSet(only('pipeline'), (key) => pipelineMatches(sql, scope, key)),
    ...whenSet(only('text'), (text) => textMatches(sql, scope, text)),
  ]);
}
