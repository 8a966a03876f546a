import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { SlaWindow } from '#lib/domain/action/sla-windows.ts';
import type { FeedFilter } from '#lib/domain/feed/feed-buckets.ts';
import type { UploadChange } from '#lib/domain/finding/event.ts';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import type { RankRange } from '#lib/domain/finding/rank.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';
import type { Connection } from '../client.ts';
import { fedMatches } from './feed-filter.ts';
import type { Fragment } from './fragment.ts';
import { inScope } from './scope.ts';
import { isStated, type StatementFilter } from './statements-match.ts';

/** The text of the explorer's search box, resolved: a finding matches when one of these does. */
export interface TextMatch {
  /** Words of a title, each of which it must have: ILIKE patterns, and short ones as whole words. */
  title: { patterns: string[]; words: string[] };
  place: PlaceMatch;
  /** Beside the name, the beginning of the version where the text has one. */
  package: { name: PackageNameMatch; version: string | null };
  /** Rules whose name or id matches; null when too many match: then `rulePattern` is used. */
  rules: string[] | null;
  rulePattern: string;
  advisory: AdvisoryMatch;
  /** Set when the text is a reference such as `acme/web#412`: then nothing else matches. */
  reference: FindingReference | null;
}

/** Paths and further places: an ILIKE pattern, or the spellings of a text that is too short for the index of patterns. */
export type PlaceMatch = { pattern: string } | { spellings: string[] };

/** A package by an ILIKE pattern, or by its keys: a short name, or a package URL. */
export type PackageNameMatch = { pattern: string } | { keys: string[] };

/** Findings by repository and number: two lists of equal length. */
export interface FindingReference {
  repoIds: number[];
  numbers: number[];
}

/** An advisory by any of its names. */
export interface AdvisoryMatch {
  /** What findings call it. */
  names: string[];
  /** The name as one of the keywords. */
  keyword: string;
}

/** A package by any spelling. */
export interface PackageMatch {
  keys: string[];
  /** The very text, for ecosystems that nobody knows. */
  name: string;
}

/** Events of an upload all have the time at which it was processed. */
export interface UploadEvents {
  repoId: number;
  number: number;
  processedAt: Date;
  kinds: UploadChange[];
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
  /** Places in EXPLOITS. */
  exploits: number[] | null;
  /** What feeds say themselves, beyond the buckets. */
  feed: FeedFilter | null;
  scanners: string[] | null;
  rule: string | null;
  advisory: AdvisoryMatch | null;
  package: PackageMatch | null;
  /** What VEX documents state about it. */
  statement: StatementFilter | null;
  /** ILIKE pattern, for a path, an image or another place. */
  path: string | null;
  pipeline: string | null;
  /** Name in lower case of a repository that a finding about rights is about. */
  about: string | null;
  action: { repoId: number; number: number } | null;
  /** Findings with events that an upload caused; `none`: it had no effect, and nothing matches. */
  upload: UploadEvents | 'none' | null;
  tags: string[] | null;
  /** Id of a person who watches it. */
  watchedBy: number | null;
  openedSince: Date | null;
  fixedSince: Date | null;
  /** Open findings that are at risk of being late, or are: when they were opened. */
  sla: SlaWindow[] | null;
  text: TextMatch | null;
}

/** What `finding_counts` knows. */
const COUNTED: readonly string[] = [
  'states',
  'repoIds',
  'withoutRepoIds',
  'ranks',
  'categories',
  'scanners',
] satisfies (keyof FindingFilter)[];

/** Whether the counters can answer how many there are. */
export function isCountable(filter: FindingFilter): boolean {
  return Object.entries(filter).every(([field, value]) => value === null || COUNTED.includes(field));
}

/** The repositories that a filter asks for, or the one that its action or upload belongs to; null: any. */
export function placesOf({ repoIds, action, upload }: FindingFilter): number[] | null {
  if (repoIds !== null) return repoIds;
  if (action !== null) return [action.repoId];
  return upload === null || upload === 'none' ? null : [upload.repoId];
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
  return sql`(r.name || ' ' || r.rule_id)`;
}

/** Every word of the text, on a title: `title` is its column. Each by an index of its kind where there is one. */
export function titleHas(sql: Connection, column: string, { patterns, words }: TextMatch['title']): Fragment {
  const title = sql.unsafe(column);
  return both(sql, [
    ...patterns.map((pattern) => sql`${title} ilike ${pattern}`),
    // Comparing comes first where there is no index: it costs a tenth of taking a title apart. Of so few characters the
    // index of patterns would return all titles: `|| ''` keeps the planner from using it.
    ...words.map(
      (word) => sql`((${title} || '') ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}
        and to_tsvector('simple', ${title}) @@ plainto_tsquery('simple', ${word}))`,
    ),
  ]);
}

export function referenceMatches(sql: Connection, { repoIds, numbers }: FindingReference): Fragment {
  return sql`(f.repo_id, f.number) in (select * from unnest(${repoIds}::int[], ${numbers}::int[]))`;
}

export function versionMatches(sql: Connection, version: string | null): Fragment {
  return version === null ? sql`true` : sql`starts_with(f.package_version, ${version})`;
}

function placeMatches(sql: Connection, place: PlaceMatch): Fragment {
  if ('spellings' in place) {
    return sql`(f.path = any(${place.spellings}::text[]) or f.keywords && ${place.spellings}::text[])`;
  }
  // All keywords at once come first: that tells most findings apart at a fifth of what looking at each keyword costs.
  return sql`(f.path ilike ${place.pattern} or (
    array_to_string(f.keywords, ' ') ilike ${place.pattern}
    and exists (select 1 from unnest(f.keywords) k where k ilike ${place.pattern})))`;
}

/** Whether a finding is of a package with this name. */
export function packageNameMatches(sql: Connection, name: PackageNameMatch): Fragment {
  return 'keys' in name ? sql`f.package_key = any(${name.keys}::text[])` : sql`f.package_name ilike ${name.pattern}`;
}

function textMatches(sql: Connection, scope: ReadScope, text: TextMatch): Fragment {
  const { reference, rules, advisory } = text;
  if (reference) return referenceMatches(sql, reference);
  const byRule = rules
    ? sql`f.rule_id = any(${rules}::text[])`
    : sql`f.rule_id in (
        select r.rule_id from rules r where r.org_id = ${scope.orgId} and ${ruleWords(sql)} ilike ${text.rulePattern})`;
  return either(sql, [
    byRule,
    sql`(${titleHas(sql, 'f.title', text.title)})`,
    placeMatches(sql, text.place),
    sql`(${packageNameMatches(sql, text.package.name)} and ${versionMatches(sql, text.package.version)})`,
    advisoryMatches(sql, advisory),
  ]);
}

function advisoryMatches(sql: Connection, { names, keyword }: AdvisoryMatch): Fragment {
  return sql`(f.advisory = any(${names}::text[]) or f.keywords @> ${[keyword]}::text[])`;
}

/** Only what is open has a due date. `severity`: of a row `f` that has the other columns of a finding. */
export function slaMatches(sql: Connection, windows: readonly SlaWindow[], severity: Fragment): Fragment {
  if (windows.length === 0) return sql`false`;
  const parts = windows.map(
    ({ severities, kev, repoIds, from, to }) => sql`(
      ${severity} = any(${severities.map(severityNumber)}::smallint[]) and f.opened_at <= ${to}
      ${from === null ? sql`` : sql`and f.opened_at >= ${from}`}
      ${kev === null ? sql`` : sql`and (f.exploit = ${EXPLOITS.indexOf('kev')}::smallint) = ${kev}`}
      ${repoIds === null ? sql`` : sql`and f.repo_id = any(${repoIds}::int[])`})`,
  );
  return sql`(f.state = 'open' and ${either(sql, parts)})`;
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

/** The events are read once, as a list of numbers: else each finding of the repository would be looked up among them. */
function changedBy(sql: Connection, scope: ReadScope, upload: UploadEvents): Fragment {
  const { repoId, number, processedAt, kinds } = upload;
  return sql`(f.repo_id = ${repoId} and f.number = any(array(
    select e.finding_number from finding_events e
    where e.org_id = ${scope.orgId} and e.repo_id = ${repoId} and e.at = ${processedAt}::timestamptz
      and e.upload = ${number} and e.kind = any(${kinds}::text[]))))`;
}

/** What a finding about rights is about stands in its records: `acme/web`, `acme/web production`. */
function isAbout(sql: Connection, scope: ReadScope, slug: string): Fragment {
  const resource = sql`lower(e.record ->> 'resource')`;
  return sql`(f.category = 'privilege' and exists (
    select 1 from evidence e where e.org_id = ${scope.orgId} and e.repo_id = f.repo_id and e.finding_number = f.number
      and (${resource} = ${slug} or starts_with(${resource}, ${`${slug} `}))))`;
}

function tagged(sql: Connection, scope: ReadScope, tags: string[]): Fragment {
  return sql`exists (
    select 1 from finding_tags t where t.org_id = ${scope.orgId} and t.repo_id = f.repo_id
      and t.finding_number = f.number and t.tag = any(${tags}::text[]))`;
}

function watchedBy(sql: Connection, scope: ReadScope, userId: number): Fragment {
  return sql`exists (
    select 1 from watches w where w.org_id = ${scope.orgId} and w.repo_id = f.repo_id
      and w.finding_number = f.number and w.user_id = ${userId} and w.watching)`;
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
    ...whenSet(only('exploits'), (exploits) => sql`f.exploit = any(${exploits}::smallint[])`),
    ...whenSet(only('feed'), (feed) => fedMatches(sql, scope, feed)),
    ...whenSet(only('scanners'), (scanners) => sql`f.scanner = any(${scanners}::text[])`),
    ...whenSet(only('rule'), (rule) => sql`f.rule_id = ${rule}`),
    ...whenSet(only('advisory'), (advisory) => advisoryMatches(sql, advisory)),
    ...whenSet(
      only('package'),
      ({ keys, name }) => sql`(f.package_key = any(${keys}::text[]) or f.package_name = ${name})`,
    ),
    ...whenSet(only('statement'), (statement) => isStated(sql, scope, statement)),
    ...whenSet(only('path'), (pattern) => placeMatches(sql, { pattern })),
    ...whenSet(only('action'), (a) => sql`(f.repo_id = ${a.repoId} and f.action_number = ${a.number})`),
    ...whenSet(only('upload'), (upload) => (upload === 'none' ? sql`false` : changedBy(sql, scope, upload))),
    ...whenSet(only('tags'), (tags) => tagged(sql, scope, tags)),
    ...whenSet(only('watchedBy'), (userId) => watchedBy(sql, scope, userId)),
    ...whenSet(only('openedSince'), (at) => sql`f.opened_at >= ${at}`),
    ...whenSet(only('fixedSince'), (at) => sql`f.fixed_at >= ${at}`),
    ...whenSet(only('sla'), (windows) => slaMatches(sql, windows, sql`coalesce(f.severity_set, f.severity)`)),
    ...whenSet(only('pipeline'), (key) => pipelineMatches(sql, scope, key)),
    ...whenSet(only('about'), (slug) => isAbout(sql, scope, slug)),
    ...whenSet(only('text'), (text) => textMatches(sql, scope, text)),
  ]);
}
