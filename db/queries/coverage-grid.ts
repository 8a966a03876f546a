import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { CoverageState } from '#lib/domain/coverage/coverage-state.ts';
import { STORED } from '#lib/domain/coverage/standing.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { findingCategoriesOf, SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import { OF_SYSTEMS } from '#lib/domain/score/measure.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { countsForOrganization, inScope } from './scope.ts';

export interface GridFilter {
  /** ILIKE pattern on the name; null: all. */
  pattern: string | null;
  /** Only those in which this category is in `state`; without a state, in which it is expected. */
  category: ScoreCategory | null;
  /** Without a category: in which any is. */
  state: CoverageState | null;
  /** Scans since then are fresh. */
  freshSince: Date;
}

export type GridSort = '-missing' | 'name';

export interface GridPage extends GridFilter {
  sort: GridSort;
  /** Points that are missing, or name, of the last row, and its id. */
  after: { value: number | string; repoId: number } | null;
  limit: number;
}

export interface GridRow {
  repoId: number;
  fullName: string;
  slug: string;
  kind: RepositoryKind;
  demo: boolean;
  /** Points that are missing because nothing, or nothing fresh, measures them. */
  notMeasured: number;
  /** The state of each of SCORE_CATEGORIES. */
  states: CoverageState[];
}

/** The state of one category of a repository of `counted`: what `stateOf` says, unless a report of it is held. */
function stateIn(sql: Connection, category: ScoreCategory, since: Date): Fragment {
  const stored = sql`s.coverage[${SCORE_CATEGORIES.indexOf(category) + 1}::int]`;
  // Of what was never scored nothing is stored.
  const exempt = category === OF_SYSTEMS ? sql`false` : sql`(s.coverage is null and r.kind = 'system')`;
  return sql`case when held.categories && ${findingCategoriesOf(category)}::text[] then 'held'::text
    when ${stored} = ${STORED.failed}::int then 'failed' when ${stored} = ${STORED.exempt}::int or ${exempt} then 'exempt'
    when ${stored} >= ${since.getTime()}::bigint then 'fresh' when ${stored} > 0 then 'stale' else 'never' end`;
}

const statesOf = (sql: Connection, since: Date): Fragment =>
  SCORE_CATEGORIES.map((category) => stateIn(sql, category, since)).reduce((all, one) => sql`${all}, ${one}`);

/** Repositories in scope that count for their organization, with the categories of which a report waits for a decision. */
function counted(sql: Connection, scope: ReadScope): Fragment {
  return sql`repository_state s join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    left join (
      select h.org_id, h.repo_id, array_agg(c.category) as categories
      from streams h cross join lateral unnest(h.categories) c(category)
      where h.org_id = ${scope.orgId} and h.held_upload is not null and h.tracked and h.retired_at is null
      group by h.org_id, h.repo_id) held on held.org_id = s.org_id and held.repo_id = s.repo_id
    where s.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id')}
      and r.deleting_at is null and ${countsForOrganization(sql, scope)}`;
}

function matching(sql: Connection, filter: GridFilter): Fragment {
  const { pattern, category, state, freshSince } = filter;
  const named = pattern === null ? sql`true` : sql`r.full_name ilike ${pattern}`;
  if (category === null) {
    return state === null ? named : sql`${named} and ${state} = any(array[${statesOf(sql, freshSince)}])`;
  }
  const is = stateIn(sql, category, freshSince);
  return state === null ? sql`${named} and ${is} <> 'exempt'` : sql`${named} and ${is} = ${state}`;
}

function orderOf(sql: Connection, { sort, after }: GridPage): { by: Fragment; after: Fragment } {
  const always = sql`true`;
  switch (sort) {
    case '-missing':
      return {
        by: sql`s.not_measured desc, s.repo_id desc`,
        after:
          after === null ? always : sql`(s.not_measured, s.repo_id) < (${after.value}::real, ${after.repoId}::int)`,
      };
    case 'name':
      return { by: sql`r.slug`, after: after === null ? always : sql`r.slug > ${after.value}` };
  }
}

/** One page of the grid. */
export async function findGrid(sql: Connection, scope: ReadScope, page: GridPage): Promise<GridRow[]> {
  const order = orderOf(sql, page);
  return sql<GridRow[]>`
    select s.repo_id, r.full_name, r.slug, r.kind, r.demo, s.not_measured,
      array[${statesOf(sql, page.freshSince)}] as states
    from ${counted(sql, scope)} and ${matching(sql, page)} and ${order.after}
    order by ${order.by} limit ${page.limit}`;
}

/** How many repositories match, and how many of their categories do: those in the state, else those that are expected. */
export async function countGrid(
  sql: Connection,
  scope: ReadScope,
  filter: GridFilter,
  limit: number,
): Promise<{ repositories: number; categories: number }> {
  const { category, state, freshSince } = filter;
  const states = sql`array[${statesOf(sql, freshSince)}]`;
  const found =
    state === null
      ? sql`${SCORE_CATEGORIES.length}::int - cardinality(array_positions(${states}, 'exempt'))`
      : sql`cardinality(array_positions(${states}, ${state}))`;
  const [row] = await sql<{ repositories: number; categories: number }[]>`
    select count(*)::int as repositories, coalesce(sum(matching), 0)::int as categories from (
      select ${category === null ? found : sql`1`} as matching from ${counted(sql, scope)} and ${matching(sql, filter)}
      limit ${limit}) found`;
  return row ?? { repositories: 0, categories: 0 };
}

/** Repositories whose categories are in the same states, in the order of SCORE_CATEGORIES. */
export interface StatePattern {
  /** Null: of everything in scope that counts; else of what this team owns. */
  slug: string | null;
  name: string | null;
  states: CoverageState[];
  repositories: number;
}

/** How many repositories are how: as a whole, and for each team that may be read. There are far fewer ways than repositories. */
export async function countPatterns(sql: Connection, scope: ReadScope, since: Date): Promise<StatePattern[]> {
  const { teams: visible } = scope;
  const readable = visible === 'all' ? sql`true` : sql`t.id = any(${[...(visible ?? [])]}::int[])`;
  return sql<StatePattern[]>`
    with grid as materialized (
      select s.repo_id, array[${statesOf(sql, since)}]::text[] as states from ${counted(sql, scope)}),
    owned as materialized (
      select distinct o.team_id, o.repo_id from team_repositories o
      where o.org_id = ${scope.orgId} and ${inScope(sql, scope, 'o.repo_id')})
    select null as slug, null as name, states, count(*)::int as repositories from grid group by states
    union all
    select t.slug, t.name, g.states, count(*)::int from owned o join grid g on g.repo_id = o.repo_id join teams t on t.id = o.team_id
    where t.org_id = ${scope.orgId} and ${readable} group by t.slug, t.name, g.states`;
}

export interface GridSource {
  repoId: number;
  pipeline: string;
  scanner: string;
  categories: Category[];
  lastSuccessAt: Date | null;
  unscannedSince: Date | null;
  commitSeenAt: Date | null;
  lastReportAt: Date | null;
  /** Of the newest report that took effect, and when that was made. */
  currentUpload: number | null;
  highWaterAt: Date | null;
  heldUpload: number | null;
}

/** The streams that measure some repositories, the newest report first. */
export async function findGridSources(
  sql: Connection,
  scope: ReadScope,
  repoIds: readonly number[],
): Promise<GridSource[]> {
  return sql<GridSource[]>`
    select s.repo_id, p.key as pipeline, s.scanner, s.categories, s.last_success_at, s.unscanned_since, s.commit_seen_at, s.last_report_at, s.current_upload,
      s.high_water_at, s.held_upload
    from streams s join pipelines p on p.org_id = s.org_id and p.repo_id = s.repo_id and p.id = s.pipeline_id
    where s.org_id = ${scope.orgId} and p.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id', repoIds)}
      and s.tracked and s.retired_at is null
    order by s.repo_id, s.last_report_at desc nulls last, s.id`;
}
