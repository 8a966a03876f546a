import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import { places } from './cadence.ts';
import { reporting } from './silence.ts';

/** Reports of a category by a pipeline on one day. */
export interface CadenceDayRow {
  repoId: number;
  pipelineId: number;
  /** Of the category of the score. */
  place: number;
  /** Of the day; -1: the last one before the first day. */
  day: number;
  reports: number;
  /** When the last of them came, in milliseconds. */
  last: number;
}

/** Pipelines, and the starts of the days, in order; `end`: of the last day. */
interface Asked {
  pipelines: readonly { repoId: number; pipelineId: number }[];
  starts: readonly Date[];
  end: Date;
}

/** What pipelines reported on some days, by category; days without reports have no row. Streams that are over are left out, as of every figure. */
export async function findCadenceDays(
  sql: Connection,
  scope: ReadScope,
  { pipelines, starts, end }: Asked,
): Promise<CadenceDayRow[]> {
  const [begin] = starts;
  if (begin === undefined || pipelines.length === 0) return [];
  const { orgId } = scope;
  return sql<CadenceDayRow[]>`
    with page as materialized (
      select * from unnest(${pipelines.map(({ repoId }) => repoId)}::int[], ${pipelines.map(({ pipelineId }) => pipelineId)}::int[])
        p(repo_id, pipeline_id)),
    shown as materialized (
      select s.repo_id, s.pipeline_id, s.id, s.categories, s.last_report_at, s.created_at from ${reporting(sql, scope)}
        and s.repo_id = any(${pipelines.map(({ repoId }) => repoId)}::int[])
        and (s.repo_id, s.pipeline_id) in (select p.repo_id, p.pipeline_id from page p)),
    -- Step by step: joined at once, each upload would be asked about for each stream of its repository.
    recent as materialized (
      select u.repo_id, u.number, u.received_at
      from page p
      join uploads u on u.org_id = ${orgId} and u.repo_id = p.repo_id and u.pipeline_id = p.pipeline_id
        and u.received_at >= ${begin} and u.received_at < ${end}),
    fed as materialized (
      select u.repo_id, u.number, u.received_at, x.stream_id
      from recent u join upload_parts x on x.org_id = ${orgId} and x.repo_id = u.repo_id and x.upload = u.number),
    came as materialized (
      select s.repo_id, s.pipeline_id, s.categories, u.number, u.received_at
      from fed u join shown s on s.repo_id = u.repo_id and s.id = u.stream_id),
    before as materialized (
      select s.repo_id, s.pipeline_id, s.categories, s.last_report_at as received_at from shown s where s.last_report_at < ${begin}
      union all
      select s.repo_id, s.pipeline_id, s.categories, b.received_at
      from shown s cross join lateral (
        select u.received_at from uploads u
        where u.org_id = ${orgId} and u.repo_id = s.repo_id and u.pipeline_id = s.pipeline_id and u.received_at < ${begin}
          and exists (
            select 1 from upload_parts x
            where x.org_id = ${orgId} and x.repo_id = u.repo_id and x.upload = u.number and x.stream_id = s.id)
        order by u.received_at desc, u.number desc limit 1) b
      where s.last_report_at >= ${begin} and s.created_at < ${begin})
    select r.repo_id, r.pipeline_id, c.place, width_bucket(r.received_at, ${starts.map((at) => at.toISOString())}::text[]::timestamptz[]) - 1 as day,
      count(distinct r.number)::int as reports, (extract(epoch from max(r.received_at)) * 1000)::float8 as last
    from came r join ${places(sql)} on c.name = any(r.categories) group by 1, 2, 3, 4
    union all
    select b.repo_id, b.pipeline_id, c.place, -1, 0, (extract(epoch from max(b.received_at)) * 1000)::float8
    from before b join ${places(sql)} on c.name = any(b.categories) group by 1, 2, 3`;
}
