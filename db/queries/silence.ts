import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { countsForOrganization, inScope } from './scope.ts';

/** Streams `s` of repositories `r` that measure something in scope: what every figure of silence and rhythm is about. */
export function reporting(sql: Connection, scope: ReadScope): Fragment {
  return sql`streams s join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id')}
      and s.tracked and s.retired_at is null and r.deleting_at is null and ${countsForOrganization(sql, scope)}`;
}

/** Whether the rhythm of stream `s` is known: before that nobody can say that it is silent. */
export const hasRhythm = (sql: Connection): Fragment => sql`s.silent_from is not null`;

/** Whether stream `s` is silent: the rule of `silence`, which the database keeps as the instant from which on it is. */
export const isSilent = (sql: Connection, now: Date): Fragment => sql`s.silent_from < ${now}`;

/** The key of the pipeline of stream `s`. */
const pipelineKey = (sql: Connection, { orgId }: ReadScope): Fragment => sql`(
  select p.key from pipelines p where p.org_id = ${orgId} and p.repo_id = s.repo_id and p.id = s.pipeline_id)`;

export interface SilentRow {
  repoId: number;
  fullName: string;
  pipeline: string;
  scanner: string;
  lastReportAt: Date;
  reportInterval: number;
}

/** Streams that are silent, the newest silence first. */
export async function findSilentStreams(
  sql: Connection,
  scope: ReadScope,
  now: Date,
  limit: number,
): Promise<SilentRow[]> {
  return sql<SilentRow[]>`
    select s.repo_id, r.full_name, ${pipelineKey(sql, scope)} as pipeline, s.scanner, s.last_report_at, s.report_interval
    from ${reporting(sql, scope)} and ${isSilent(sql, now)}
    order by s.silent_from desc, s.repo_id desc, s.id limit ${limit}`;
}

/** How many streams are silent. */
export async function countSilent(sql: Connection, scope: ReadScope, now: Date): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from ${reporting(sql, scope)} and ${isSilent(sql, now)}`;
  return row?.count ?? 0;
}

/** The same, and of how many pipelines they are. */
export async function countSilentPipelines(
  sql: Connection,
  scope: ReadScope,
  now: Date,
): Promise<{ streams: number; pipelines: number }> {
  const [row] = await sql<{ streams: number; pipelines: number }[]>`
    select coalesce(sum(p.streams), 0)::int as streams, count(*)::int as pipelines from (
      select count(*) as streams from ${reporting(sql, scope)} and ${isSilent(sql, now)} group by s.repo_id, s.pipeline_id) p`;
  return row ?? { streams: 0, pipelines: 0 };
}

export interface UntoldSilence {
  repoId: number;
  stream: number;
  pipeline: string;
  scanner: string;
  lastReportAt: Date;
  reportInterval: number;
}

/** Streams whose silence nobody was told of yet, those of one pipeline together. */
export async function findUntoldSilence(sql: Connection, scope: ReadScope, now: Date): Promise<UntoldSilence[]> {
  return sql<UntoldSilence[]>`
    select s.repo_id, s.id as stream, ${pipelineKey(sql, scope)} as pipeline, s.scanner, s.last_report_at, s.report_interval
    from ${reporting(sql, scope)} and ${isSilent(sql, now)} and s.silence_told_at is distinct from s.last_report_at
    order by s.repo_id, s.pipeline_id, s.id`;
}
