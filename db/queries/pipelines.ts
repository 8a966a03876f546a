import type { CodeHost } from '#lib/domain/repository/code-host.ts';
import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { takeNumbers } from './numbers.ts';
import type { RepositoryScope } from './scope.ts';

/** Id of the pipeline with this key; made when it is new. */
export async function ensurePipeline(
  sql: Transaction,
  scope: RepositoryScope,
  key: string,
  now: Date,
): Promise<number> {
  const known = await findPipeline(sql, scope, key);
  if (known !== null) return known;
  const id = await takeNumbers(sql, scope, 'pipeline', 1);
  await sql`
    insert into pipelines (org_id, repo_id, id, key, created_at)
    values (${scope.orgId}, ${scope.repoId}, ${id}, ${key}, ${now})
    on conflict (org_id, repo_id, key) do nothing`;
  return (await findPipeline(sql, scope, key)) ?? id;
}

export async function findPipeline(sql: Connection, scope: RepositoryScope, key: string): Promise<number | null> {
  const [row] = await sql<{ id: number }[]>`
    select id from pipelines where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and key = ${key}`;
  return row?.id ?? null;
}

/** Ids of the pipeline with this key and, where the key is a file, of those that its jobs are: `.gitlab-ci.yml#deploy`. */
export async function findPipelinesOf(sql: Connection, scope: RepositoryScope, key: string): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from pipelines where org_id = ${scope.orgId} and repo_id = ${scope.repoId}
      and (key = ${key} or starts_with(key, ${`${key}#`}))
    order by id`;
  return rows.map(({ id }) => id);
}

/**
 * An ordered, limited read of some pipelines of one repository (null: of all), each by an index that begins with it.
 * @param read gets the condition of `column`
 */
export function ofEachPipeline(
  sql: Connection,
  column: string,
  ids: readonly number[] | null,
  read: (of: Fragment) => Fragment,
): Fragment {
  if (ids === null) return read(sql`true`);
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return read(sql`${sql.unsafe(column)} = ${only}`);
  return sql`
    select own.* from unnest(${ids}::int[]) as wanted(pipeline_id)
    cross join lateral (${read(sql`${sql.unsafe(column)} = wanted.pipeline_id`)}) own`;
}

export async function findPipelineKey(sql: Connection, scope: RepositoryScope, id: number): Promise<string> {
  const [row] = await sql<{ key: string }[]>`
    select key from pipelines where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and id = ${id}`;
  return row?.key ?? '';
}

export interface RunKey {
  pipelineId: number;
  externalId: string;
  attempt: number;
}

export interface NewRun extends RunKey {
  commit: string | null;
  ref: string;
  url: string | null;
  startedAt: Date | null;
  now: Date;
}

/** Id of the run; its first delivery says what it is. */
export async function ensureRun(sql: Transaction, scope: RepositoryScope, run: NewRun): Promise<number> {
  const known = await findRun(sql, scope, run);
  if (known !== null) return known;
  const id = await takeNumbers(sql, scope, 'run', 1);
  await sql`
    insert into runs (org_id, repo_id, id, pipeline_id, external_id, attempt, commit, ref, trigger, actor, url, started_at, created_at)
    values (${scope.orgId}, ${scope.repoId}, ${id}, ${run.pipelineId}, ${run.externalId}, ${run.attempt}, ${run.commit},
      ${run.ref}, null, null, ${run.url}, ${run.startedAt}, ${run.now})
    on conflict (org_id, repo_id, pipeline_id, external_id, attempt) do nothing`;
  return (await findRun(sql, scope, run)) ?? id;
}

/** A run as rows have it that are about what it delivered: with its pipeline, and where a person said that its repository is. */
export interface RunRow {
  /** Of CI; null where the delivery named none. */
  runExternalId: string | null;
  runAttempt: number | null;
  runUrl: string | null;
  pipeline: string;
  codeHost: CodeHost | null;
  codeUrl: string | null;
}

/** Columns of a `RunRow`, of `runs`, a pipeline `p` and a repository `r`. */
export const RUN_COLUMNS = `p.key as pipeline, r.code_host, r.code_url, runs.external_id as run_external_id, runs.attempt as run_attempt, runs.url as run_url`;

export async function findRunOf(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  id: number,
): Promise<RunRow | null> {
  const [row] = await sql<RunRow[]>`
    select ${sql.unsafe(RUN_COLUMNS)} from runs
    join repositories r on r.org_id = ${orgId} and r.id = ${repoId}
    join pipelines p on p.org_id = ${orgId} and p.repo_id = ${repoId} and p.id = runs.pipeline_id
    where runs.org_id = ${orgId} and runs.repo_id = ${repoId} and runs.id = ${id}`;
  return row ?? null;
}

/** Id of the run; null when nothing was delivered of it yet. */
export async function findRun(sql: Connection, scope: RepositoryScope, run: RunKey): Promise<number | null> {
  const [row] = await sql<{ id: number }[]>`
    select id from runs
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and pipeline_id = ${run.pipelineId}
      and external_id = ${run.externalId} and attempt = ${run.attempt}`;
  return row?.id ?? null;
}
