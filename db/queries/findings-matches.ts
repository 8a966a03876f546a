import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { FeedFilter } from '#lib/domain/feed/feed-buckets.ts';
import type { Connection } from '../client.ts';
import { fedMatches, sureBuckets } from './feed-filter.ts';
import {
  type AdvisoryMatch,
  conditions,
  type FindingFilter,
  type PlaceMatch,
  packageNameMatches,
  placesOf,
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

const COLUMNS = [
  'repo_id',
  'number',
  'rank',
  'exploit',
  'opened_at',
  'state',
  'category',
  'scanner',
  'rule_id',
] as const;
const columnsOf = (table: string): string => COLUMNS.map((column) => `${table}.${column}`).join(', ');
const KEYS = columnsOf('f');
const FOUND = columnsOf('m');

/**
 * What the arms of the UNION share. Each looks up terms first, then their findings, both by index; `offset 0` keeps the
 * planner from changing that order, so that a search ends as soon as it has enough.
 */
interface Arms {
  sql: Connection;
  scope: ReadScope;
  filter: FindingFilter;
  rest: Fragment;
  limit: number;
  /** Whether an arm is looked at, at all: has no column, so that it is asked once, before anything is read. */
  wanted: Fragment;
}

function plain({ sql, rest, limit, wanted }: Arms, also: Fragment): Fragment {
  return sql`(select ${sql.unsafe(KEYS)} from findings f where ${wanted} and ${rest} and ${also} limit ${limit})`;
}

/** Paths are looked up per repository. The term expression must be the same as in its index. */
function byPath({ sql, scope, filter, rest, limit, wanted }: Arms, match: PlaceMatch): Fragment {
  const place = inScope(sql, scope, 't.repo_id', filter.repoIds);
  const has =
    'spellings' in match
      ? sql`t.term = any(${match.spellings}::text[])`
      : sql`(case when t.kind = 'path' then t.term end) ilike ${match.pattern}`;
  return sql`(
    select ${sql.unsafe(FOUND)} from finding_terms t
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f
      where ${rest} and f.repo_id = t.repo_id and f.path = t.term offset 0) m
    where ${wanted} and t.org_id = ${scope.orgId} and ${place} and t.kind = 'path' and ${has}
    limit ${limit})`;
}

/** Places beyond a finding's first path: they are among its keywords. */
function byPlace(arms: Arms, match: PlaceMatch): Fragment {
  const { sql, scope, filter, rest, limit, wanted } = arms;
  if ('spellings' in match) return plain(arms, sql`f.keywords && ${match.spellings}::text[]`);
  const place = inScope(sql, scope, 't.repo_id', filter.repoIds);
  return sql`(
    select ${sql.unsafe(FOUND)} from (
      select distinct t.term from finding_terms t
      where ${wanted} and t.org_id = ${scope.orgId} and ${place} and t.kind = 'place'
        and (case when t.kind = 'place' then t.term end) ilike ${match.pattern}) places
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f where ${rest} and f.keywords @> array[places.term] offset 0) m
    limit ${limit})`;
}

/** Titles are looked up for the whole organization, then the findings that have them. */
function byTitle({ sql, scope, rest, limit }: Arms, title: TextMatch['title']): Fragment {
  return sql`(
    select ${sql.unsafe(FOUND)} from titles t
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f
      where ${rest} and hashtextextended(f.title, 0) = hashtextextended(t.title, 0) and f.title = t.title offset 0) m
    where t.org_id = ${scope.orgId} and ${titleHas(sql, 't.title', title)}
    limit ${limit})`;
}

/** A package has one name in all repositories: one probe for each name, not for each repository that has it. */
function byPackage(arms: Arms, { name, version }: TextMatch['package']): Fragment {
  const { sql, scope, filter, rest, limit, wanted } = arms;
  if ('keys' in name) return plain(arms, sql`${packageNameMatches(sql, name)} and ${versionMatches(sql, version)}`);
  const place = inScope(sql, scope, 't.repo_id', filter.repoIds);
  return sql`(
    select ${sql.unsafe(FOUND)} from (
      select distinct t.term from finding_terms t
      where ${wanted} and t.org_id = ${scope.orgId} and ${place} and t.kind = 'package'
        and (case when t.kind = 'package' then t.term end) ilike ${name.pattern}) names
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f
      where ${rest} and f.package_name = names.term and ${versionMatches(sql, version)} offset 0) m
    limit ${limit})`;
}

/** What is looked up once for the organization: rules and titles. */
function wordArms(arms: Arms, text: TextMatch): Fragment[] {
  const { sql, scope } = arms;
  const rules = text.rules
    ? sql`f.rule_id = any(${text.rules}::text[])`
    : sql`f.rule_id in (
        select r.rule_id from rules r where r.org_id = ${scope.orgId} and ${ruleWords(sql)} ilike ${text.rulePattern})`;
  return [...(text.rules?.length === 0 ? [] : [plain(arms, rules)]), byTitle(arms, text.title)];
}

/** Rules and titles first: where these give enough, the many places and packages are left alone. */
function textMatches(arms: Arms, text: TextMatch): Fragment {
  const { sql, limit } = arms;
  const more = { ...arms, wanted: sql`(select missing from enough)` };
  const others = [
    sql`(select ${sql.unsafe(FOUND)} from worded m)`,
    byPath(more, text.place),
    byPlace(more, text.place),
    byPackage(more, text.package),
    ...advisoryArms(more, text.advisory),
  ];
  return sql`
    with worded as materialized (${unionOf(sql, wordArms(arms, text), limit)}),
    enough as materialized (select count(*) < ${limit} as missing from worded)
    ${unionOf(sql, others, limit)}`;
}

/** By its own name and by the others, each by its index. */
function advisoryArms(arms: Arms, { names, keyword }: AdvisoryMatch): Fragment[] {
  const { sql } = arms;
  return [plain(arms, sql`f.advisory = any(${names}::text[])`), plain(arms, sql`f.keywords @> ${[keyword]}::text[]`)];
}

/** Buckets that need no look at an advisory come first: where these give enough, the others are left alone. */
function byFeed(arms: Arms, feed: FeedFilter): Fragment {
  const { sql, scope, limit } = arms;
  const sure = sureBuckets(feed);
  const more = { ...arms, wanted: sql`(select missing from enough)` };
  const others = sql`f.exploit <> all(${sure}::smallint[]) and ${fedMatches(sql, scope, feed)}`;
  return sql`
    with sure as materialized (${plain(arms, sql`f.exploit = any(${sure}::smallint[])`)}),
    enough as materialized (select count(*) < ${limit} as missing from sure)
    ${unionOf(sql, [sql`(select ${sql.unsafe(FOUND)} from sure m)`, plain(more, others)], limit)}`;
}

export interface Gathering {
  /** The rest of the filter leaves so few that each can be looked at. */
  narrow: boolean;
  limit: number;
}

/**
 * Taggings are looked up for the organization, then their findings, those of a repository at once: they lie close together,
 * and each page is touched once.
 */
function byTag({ sql, scope, filter, rest, limit }: Arms, tags: string[]): Fragment {
  const place = inScope(sql, scope, 't.repo_id', placesOf(filter));
  const [only] = tags;
  // The index has the taggings of one tag by repository: no more are read than the limit needs.
  const has = tags.length === 1 && only !== undefined ? sql`t.tag = ${only}` : sql`t.tag = any(${tags}::text[])`;
  return sql`(
    select ${sql.unsafe(FOUND)} from (
      select t.repo_id, array_agg(t.finding_number) as numbers from finding_tags t
      where t.org_id = ${scope.orgId} and ${place} and ${has} group by t.repo_id) tagged
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f
      where ${rest} and f.repo_id = tagged.repo_id and f.number = any(tagged.numbers) offset 0) m
    limit ${limit})`;
}

function byWatch({ sql, scope, filter, rest, limit }: Arms, userId: number): Fragment {
  const place = inScope(sql, scope, 'w.repo_id', filter.repoIds);
  return sql`(
    select ${sql.unsafe(FOUND)} from watches w
    cross join lateral (
      select ${sql.unsafe(KEYS)} from findings f
      where ${rest} and f.repo_id = w.repo_id and f.number = w.finding_number offset 0) m
    where w.org_id = ${scope.orgId} and w.user_id = ${userId} and w.watching and ${place}
    limit ${limit})`;
}

/**
 * Up to `limit` matches, with COLUMNS, in no order, each found by the index of what is rare about
 * it. As a subquery, so that the planner cannot mistake a rare word for a common one and walk a whole order for it.
 */
export function matches(sql: Connection, scope: ReadScope, filter: FindingFilter, gathering: Gathering): Fragment {
  const { narrow, limit } = gathering;
  const arms = (without: (keyof FindingFilter)[]): Arms => {
    return { sql, scope, filter, rest: conditions(sql, scope, filter, without), limit, wanted: sql`true` };
  };
  const { path, text, advisory } = filter;
  const { tags, watchedBy } = filter;
  const byTags = (all: string[]) => unionOf(sql, [byTag(arms(['tags']), all)], limit);
  // Few findings are tagged or watched, however few a narrow filter leaves.
  if (watchedBy !== null) return unionOf(sql, [byWatch(arms(['watchedBy']), watchedBy)], limit);
  if (narrow && tags !== null) return byTags(tags);
  if (narrow) return unionOf(sql, [plain(arms([]), sql`true`)], limit);
  if (path !== null) {
    const place = { pattern: path };
    return unionOf(sql, [byPath(arms(['path']), place), byPlace(arms(['path']), place)], limit);
  }
  if (text?.reference) return unionOf(sql, [plain(arms(['text']), referenceMatches(sql, text.reference))], limit);
  if (text !== null) return textMatches(arms(['text']), text);
  if (advisory !== null) return unionOf(sql, advisoryArms(arms(['advisory']), advisory), limit);
  if (tags !== null) return byTags(tags);
  if (filter.feed !== null) return byFeed(arms(['feed']), filter.feed);
  return unionOf(sql, [plain(arms([]), sql`true`)], limit);
}

function unionOf(sql: Connection, arms: readonly Fragment[], limit: number): Fragment {
  return sql`select ${sql.unsafe(columnsOf('u'))} from (
    ${arms.reduce((all, arm) => sql`${all} union ${arm}`)}) u limit ${limit}`;
}

/** How many findings match, up to `limit`. */
export async function countMatching(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  gathering: Gathering,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (${matches(sql, scope, filter, gathering)}) m`;
  return row?.count ?? 0;
}
