import { type ReadScope, visibleIds } from '#lib/domain/access/read-scope.ts';
import type { Category, FindingState } from '#lib/domain/finding/finding.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

import type { Connection } from '../client.ts';
import { bucketNumbers } from './feed-filter.ts';
import { both, conditions, type FindingFilter, placesOf, ranksMatch } from './findings-filter.ts';
import { MATCH_LIMIT, matches } from './findings-matches.ts';
import type { Fragment } from './fragment.ts';

export interface FindingListRow {
  repoId: number;
  number: number;
  title: string;
  category: Category;
  state: FindingState;
  severity: number;
  /** What reports state, whatever a person set. */
  reported: number;
  /** A person set the severity. */
  isSet: boolean;
  confidence: number;
  rank: number;
  /** The place in EXPLOITS. */
  exploit: number;
  scanner: string;
  ruleId: string;
  path: string | null;
  line: number | null;
  packageName: string | null;
  packageVersion: string | null;
  advisory: string | null;
  image: string | null;
  firstSeenAt: Date;
  openedAt: Date;
  fixedAt: Date | null;
  reopened: number;
  /** `openedAt` to the microsecond, for cursors. */
  openedKey: string;
  fullName: string;
  criticality: Criticality;
  exposure: Exposure;
  demo: boolean;
}

export type FindingSort = '-risk' | '-exploit' | '-opened' | 'opened';

export interface FindingPage {
  sort: FindingSort;
  /** Sort key of the last row: rank or instant, then repository and number. */
  after: { value: number | string; repoId: number; number: number } | null;
  limit: number;
}

export const LIST_COLUMNS = `f.repo_id, f.number, f.title, f.category, f.state, coalesce(f.severity_set, f.severity)::int as severity, f.severity::int as reported, f.severity_set is not null as is_set,
  f.confidence, f.rank, f.exploit, f.scanner, f.rule_id, f.path, f.line, f.package_name, f.package_version, f.advisory, f.image,
  f.first_seen_at, f.opened_at, f.fixed_at, f.reopened`;
const OPENED_KEY = `to_char(f.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as opened_key`;

/** Larger than any rank: exploit times this, and rank, are one number of a cursor. */
export const EXPLOIT_KEY = 10_000;

/** All columns sort in one direction, so that one index scan gives the order. */
function orderOf(sql: Connection, sort: FindingSort): Fragment {
  switch (sort) {
    case '-risk':
      return sql`f.rank desc, f.repo_id desc, f.number desc`;
    case '-exploit':
      return sql`f.exploit desc, f.rank desc, f.repo_id desc, f.number desc`;
    case '-opened':
      return sql`f.opened_at desc, f.repo_id desc, f.number desc`;
    case 'opened':
      return sql`f.opened_at, f.repo_id, f.number`;
  }
}

function afterOf(sql: Connection, { sort, after }: FindingPage): Fragment {
  if (after === null) return sql`true`;
  const { value, repoId, number } = after;
  switch (sort) {
    case '-risk':
      return sql`(f.rank, f.repo_id, f.number) < (${value}::smallint, ${repoId}::int, ${number}::int)`;
    case '-exploit': {
      const [exploit, rank] = [Math.floor(Number(value) / EXPLOIT_KEY), Number(value) % EXPLOIT_KEY];
      return sql`(f.exploit, f.rank, f.repo_id, f.number) < (${exploit}::smallint, ${rank}::smallint, ${repoId}::int, ${number}::int)`;
    }
    case '-opened':
      return sql`(f.opened_at, f.repo_id, f.number) < (${value}::text::timestamptz, ${repoId}::int, ${number}::int)`;
    case 'opened':
      return sql`(f.opened_at, f.repo_id, f.number) > (${value}::text::timestamptz, ${repoId}::int, ${number}::int)`;
  }
}

/** One page of few matches: all are gathered, then sorted. `matches` is `most` where there are as many or more. */
export async function gatherFindings(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  page: FindingPage & { narrow: boolean; most?: number },
): Promise<{ rows: FindingListRow[]; matches: number }> {
  const rows = await sql<(FindingListRow & { matches: number; pageNumber: number | null })[]>`
    with m as materialized (${matches(sql, scope, filter, { narrow: page.narrow, limit: page.most ?? MATCH_LIMIT })}),
    page as (
      select f.repo_id, f.number from m f where ${afterOf(sql, page)} order by ${orderOf(sql, page.sort)} limit ${page.limit})
    select total.matches, page.number as page_number, ${sql.unsafe(LIST_COLUMNS)}, ${sql.unsafe(OPENED_KEY)}, r.full_name, r.criticality, r.exposure, r.demo
    from (select count(*)::int as matches from m) total
    left join page on true
    left join findings f on f.org_id = ${scope.orgId} and f.repo_id = page.repo_id and f.number = page.number
    left join repositories r on r.org_id = ${scope.orgId} and r.id = page.repo_id
    order by ${orderOf(sql, page.sort)}`;
  return { rows: rows.filter((row) => row.pageNumber !== null), matches: rows[0]?.matches ?? 0 };
}

/** One page by walking an index that has the list's order; what the index does not serve is filtered on the way. */
export async function walkFindings(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  page: FindingPage,
): Promise<FindingListRow[]> {
  const { arms, rest } = armsOf(sql, scope, filter, page.sort);
  const parts = arms.map(
    (arm) => sql`(
      select ${sql.unsafe(LIST_COLUMNS)} from findings f
      where ${both(sql, [rest, ...arm])} and ${afterOf(sql, page)} order by ${orderOf(sql, page.sort)} limit ${page.limit})`,
  );
  return sql<FindingListRow[]>`
    select f.*, ${sql.unsafe(OPENED_KEY)}, r.full_name, r.criticality, r.exposure, r.demo
    from (${parts.reduce((all, part) => sql`${all} union all ${part}`)}) f
    join repositories r on r.org_id = ${scope.orgId} and r.id = f.repo_id
    order by ${orderOf(sql, page.sort)} limit ${page.limit}`;
}

/** So many findings are looked at to learn how common a word is. */
export const SAMPLE = 1000;

/** How many of the first SAMPLE findings that a walk from the beginning would pass match the whole filter. */
export async function sampleFindings(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  sort: FindingSort,
): Promise<number> {
  const { arms, rest } = armsOf(sql, scope, filter, sort);
  const each = Math.ceil(SAMPLE / arms.length);
  const parts = arms.map(
    (arm) => sql`(
      select f.* from findings f where ${both(sql, [sql`f.org_id = ${scope.orgId}`, ...arm])} 
      order by ${orderOf(sql, sort)} limit ${each})`,
  );
  const [row] = await sql<{ hits: number }[]>`
    select count(*)::int as hits from (${parts.reduce((all, part) => sql`${all} union all ${part}`)}) f where ${rest}`;
  return row?.hits ?? 0;
}

/** How many match, up to `limit`, by walking as `walkFindings` does: for filters that many findings match. */
export async function countWalking(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  { sort, limit }: Omit<FindingPage, 'after'>,
): Promise<number> {
  const { arms, rest } = armsOf(sql, scope, filter, sort);
  const parts = arms.map(
    (arm) => sql`(
      select f.number from findings f where ${both(sql, [rest, ...arm])} order by ${orderOf(sql, sort)} limit ${limit})`,
  );
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from (${parts.reduce((all, part) => sql`${all} union all ${part}`)}) u limit ${limit}) m`;
  return row?.count ?? 0;
}

/** With more arms a statement would take longer to plan than to run. */
const MAX_ARMS = 48;

/** The buckets that are read one by one. */
function bucketsRead({ exploits, feed }: FindingFilter): number[] {
  // Nearly everything is not in KEV: that is told on the way.
  if (feed === null || (feed.kev === false && feed.epssMin === null)) return exploits ?? [];
  return bucketNumbers(feed).filter((bucket) => exploits?.includes(bucket) ?? true);
}

type Dimension = { key: keyof FindingFilter; parts: Fragment[] };

/**
 * An index keeps its order only behind columns that are fixed, so each combination of fixed values is an arm of its own
 * and the arms are merged. Values of a dimension that would make too many arms are filtered on the way, by `rest`.
 */
function armsOf(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  sort: FindingSort,
): { arms: Fragment[][]; rest: Fragment } {
  const { states, categories, scanners, ranks } = filter;
  const repoIds = visibleIds(scope, placesOf(filter));
  const dimensions: Dimension[] = [
    { key: 'states', parts: states.map((state) => sql`f.state = ${state}`) },
    { key: 'repoIds', parts: (repoIds ?? []).map((id) => sql`f.repo_id = ${id}`) },
    // The order by date cannot use ranges of ranks.
    { key: 'ranks', parts: sort === '-risk' ? (ranks ?? []).map((range) => ranksMatch(sql, [range])) : [] },
    { key: 'exploits', parts: bucketsRead(filter).map((exploit) => sql`f.exploit = ${exploit}::smallint`) },
    { key: 'categories', parts: (categories ?? []).map((category) => sql`f.category = ${category}`) },
    { key: 'scanners', parts: (scanners ?? []).map((scanner) => sql`f.scanner = ${scanner}`) },
  ];
  let arms: Fragment[][] = [[]];
  const said: (keyof FindingFilter)[] = [];
  for (const { key, parts } of dimensions) {
    if (parts.length === 0 || arms.length * parts.length > MAX_ARMS) continue;
    arms = arms.flatMap((arm) => parts.map((part) => [...arm, part]));
    said.push(key);
  }
  return { arms, rest: conditions(sql, scope, filter, said) };
}
