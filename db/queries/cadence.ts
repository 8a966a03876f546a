import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { findingCategoriesOf, SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import { CADENCE_STATES, type CadenceState, LATE_INTERVALS } from '#lib/domain/stream/cadence.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { hasRhythm, isSilent, reporting } from './silence.ts';

export interface CadenceFilter {
  /** ILIKE pattern on the name of the repository or of the pipeline; null: all. */
  pattern: string | null;
  /** Of the one repository in scope; null: all. */
  pipelineIds: readonly number[] | null;
  /** Only pipelines that report this category, with a state: in which it is in that. */
  category: ScoreCategory | null;
  /** Without a category: in which any is. */
  state: CadenceState | null;
  now: Date;
}

export type CadenceSort = 'state' | 'name';

export interface CadencePage extends CadenceFilter {
  sort: CadenceSort;
  /** The key of the last row: its rank and when it reported last, or its names. */
  after: { first: number | string; second: number | string; repoId: number; pipelineId: number } | null;
  limit: number;
}

/** A category that a pipeline reports. Instants in milliseconds. */
export interface CadenceCell {
  place: number;
  rank: number;
  succeeded: number | null;
  reported: number;
  /** Usual seconds between reports of what reports most often; null: not known. */
  usual: number | null;
  scanners: string[];
}

export interface CadenceRow {
  repoId: number;
  pipelineId: number;
  fullName: string;
  slug: string;
  demo: boolean;
  /** The name of the pipeline. */
  key: string;
  rank: number;
  reported: number;
  /** How many of its streams are silent. */
  silent: number;
  cells: CadenceCell[];
}

const rankOf = (state: CadenceState): number => CADENCE_STATES.indexOf(state);

const inMilliseconds = (sql: Connection, instant: Fragment): Fragment =>
  sql`(extract(epoch from ${instant}) * 1000)::bigint`;

const PAIRS = SCORE_CATEGORIES.flatMap((category, place) =>
  findingCategoriesOf(category).map((name) => ({ name, place })),
);

/** Categories of findings, each with the place of its category of the score. */
export const places = (sql: Connection): Fragment =>
  sql`unnest(${PAIRS.map(({ name }) => name)}::text[], ${PAIRS.map(({ place }) => place)}::int[]) c(name, place)`;

/** `cells` of all pipelines in scope, and `lines`: the pipelines themselves. A stream may report nothing that has a cell. */
function pipelines(sql: Connection, scope: ReadScope, now: Date): Fragment {
  return sql`reporting as materialized (
      select s.repo_id, s.pipeline_id, s.id, s.scanner, s.categories, s.high_water_at, s.last_success_at, s.last_report_at,
        s.report_interval, r.full_name, r.slug, r.demo, ${hasRhythm(sql)} as known, ${isSilent(sql, now)} as silent,
        (${hasRhythm(sql)} and s.last_report_at < ${now}::timestamptz - ${LATE_INTERVALS}::real * s.report_interval * interval '1 second') as late
      from ${reporting(sql, scope)} and s.last_report_at is not null),
    cells as materialized (
      select s.repo_id, s.pipeline_id, c.place, max(s.last_success_at) as succeeded, max(s.last_report_at) as reported,
        min(s.report_interval) filter (where s.known) as usual,
        case when bool_or(s.silent) then ${rankOf('silent')}::int
          when max(s.high_water_at) > coalesce(max(s.last_success_at), '-infinity') then ${rankOf('failed')}::int
          when bool_or(s.late) then ${rankOf('late')}::int when bool_or(s.known) then ${rankOf('on_time')}::int
          else ${rankOf('unknown')}::int end as rank
      from reporting s
      join ${places(sql)} on c.name = any(s.categories)
      group by s.repo_id, s.pipeline_id, c.place),
    lines as materialized (
      select s.repo_id, s.pipeline_id, any_value(s.full_name) as full_name, any_value(s.slug) as slug, any_value(s.demo) as demo,
        max(s.last_report_at) as reported, (count(*) filter (where s.silent))::int as silent
      from reporting s group by s.repo_id, s.pipeline_id),
    ranked as (
      select l.*, c.places, c.ranks, c.cells,
        case when l.silent > 0 then ${rankOf('silent')}::int else coalesce(c.rank, ${rankOf('on_time')}::int) end as rank
      from lines l
      left join (
        select repo_id, pipeline_id, min(rank) as rank, array_agg(place) as places, array_agg(rank) as ranks,
          array_agg(place * ${CADENCE_STATES.length}::int + rank) as cells
        from cells group by repo_id, pipeline_id) c on c.repo_id = l.repo_id and c.pipeline_id = l.pipeline_id)`;
}

/** The name of the pipeline of line `l`: asked for where it is needed, not of thousands. */
const keyOf = (sql: Connection, { orgId }: ReadScope): Fragment => sql`(
  select p.key from pipelines p where p.org_id = ${orgId} and p.repo_id = l.repo_id and p.id = l.pipeline_id)`;

function matching(sql: Connection, scope: ReadScope, filter: CadenceFilter): Fragment {
  const { pattern, pipelineIds, category, state } = filter;
  const called =
    pattern === null ? sql`true` : sql`(l.full_name ilike ${pattern} or ${keyOf(sql, scope)} ilike ${pattern})`;
  const named = pipelineIds === null ? called : sql`${called} and l.pipeline_id = any(${pipelineIds}::int[])`;
  if (category === null) {
    if (state === null) return named;
    // Of what has no cell it is known only that it is silent.
    return sql`${named} and (l.rank = ${rankOf(state)} or ${rankOf(state)} = any(l.ranks))`;
  }
  const place = SCORE_CATEGORIES.indexOf(category);
  return state === null
    ? sql`${named} and ${place} = any(l.places)`
    : sql`${named} and ${place * CADENCE_STATES.length + rankOf(state)} = any(l.cells)`;
}

function orderOf(sql: Connection, scope: ReadScope, { sort, after }: CadencePage): { by: Fragment; after: Fragment } {
  const where = (key: Fragment, first: Fragment, second: Fragment): Fragment =>
    after === null ? sql`true` : sql`${key} > (${first}, ${second}, ${after.repoId}::int, ${after.pipelineId}::int)`;
  switch (sort) {
    case 'state': {
      const key = sql`l.rank, -${inMilliseconds(sql, sql`l.reported`)}, l.repo_id, l.pipeline_id`;
      return {
        by: key,
        after: where(sql`(${key})`, sql`${after?.first ?? 0}::int`, sql`${after?.second ?? 0}::bigint`),
      };
    }
    case 'name': {
      const key = sql`l.slug, ${keyOf(sql, scope)}, l.repo_id, l.pipeline_id`;
      return { by: key, after: where(sql`(${key})`, sql`${after?.first ?? ''}`, sql`${after?.second ?? ''}`) };
    }
  }
}

/** One page of pipelines, each with the categories that it reports. */
export async function findCadence(sql: Connection, scope: ReadScope, page: CadencePage): Promise<CadenceRow[]> {
  const order = orderOf(sql, scope, page);
  const rows = await sql<(Omit<CadenceRow, 'cells'> & { cells: CadenceCell[] | null })[]>`
    with ${pipelines(sql, scope, page.now)},
    page as materialized (
      select l.* from ranked l where ${matching(sql, scope, page)} and ${order.after} order by ${order.by} limit ${page.limit}),
    named as materialized (
      select s.repo_id, s.pipeline_id, c.place, array_agg(distinct s.scanner) as scanners
      from page join reporting s on s.repo_id = page.repo_id and s.pipeline_id = page.pipeline_id join ${places(sql)} on c.name = any(s.categories)
      group by s.repo_id, s.pipeline_id, c.place)
    select l.repo_id, l.pipeline_id, l.full_name, l.slug, l.demo, ${keyOf(sql, scope)} as key, l.rank, l.silent,
      ${inMilliseconds(sql, sql`l.reported`)} as reported, c.cells
    from page l left join (
      select c.repo_id, c.pipeline_id, jsonb_agg(jsonb_build_object('place', c.place, 'rank', c.rank, 'usual', c.usual,
        'succeeded', ${inMilliseconds(sql, sql`c.succeeded`)}, 'reported', ${inMilliseconds(sql, sql`c.reported`)},
        'scanners', n.scanners) order by c.place) as cells
      from cells c join named n on n.repo_id = c.repo_id and n.pipeline_id = c.pipeline_id and n.place = c.place
      group by c.repo_id, c.pipeline_id) c on c.repo_id = l.repo_id and c.pipeline_id = l.pipeline_id
    order by ${order.by}`;
  return rows.map((row) => ({ ...row, cells: row.cells ?? [] }));
}

/** How many pipelines match. */
export async function countCadence(
  sql: Connection,
  scope: ReadScope,
  filter: CadenceFilter,
  limit: number,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with ${pipelines(sql, scope, filter.now)}
    select count(*)::int as count from (select 1 from ranked l where ${matching(sql, scope, filter)} limit ${limit}) found`;
  return row?.count ?? 0;
}
