import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { SubjectKind, SubjectState } from '#lib/domain/judged/judged-subject.ts';
import type { DriftKind } from '#lib/domain/pipeline/drift.ts';
import type { PipelineFacts } from '#lib/domain/pipeline/facts.ts';
import type { Connection } from '../client.ts';
import { countsForOrganization, inScope, type RepositoryScope } from './scope.ts';

export interface PipelineFileRow {
  repoId: number;
  /** Name of the repository, in lower case, by which the list is ordered. */
  slug: string;
  fullName: string;
  name: string;
  kind: SubjectKind;
  outcomes: Record<string, SubjectState>;
  facts: PipelineFacts | null;
  upload: number;
  at: Date;
  /** Changes of the last days that give more to somebody. */
  changes: number;
}

export interface PipelineFileFilter {
  /** Of a path or a repository; null: any. */
  pattern: string | null;
  repoIds: readonly number[] | null;
  path: string | null;
  /** Only those in which a rule fails. */
  failing: boolean;
  /** Only those with a job that goes to production. */
  production: boolean;
}

/** Files of pipelines on default branches, by repository and path; of one that two streams have, what was looked at last. */
export async function listPipelineFiles(
  sql: Connection,
  scope: ReadScope,
  filter: PipelineFileFilter,
  page: { after: { slug: string; name: string } | null; limit: number; changedSince: Date },
): Promise<PipelineFileRow[]> {
  const { orgId } = scope;
  const { pattern, repoIds, path } = filter;
  const { after, limit, changedSince } = page;
  return sql<PipelineFileRow[]>`
    select r.id as repo_id, r.slug, r.full_name, j.name, j.kind, j.outcomes, j.facts, j.upload, j.at,
      (select count(*)::int from pipeline_changes c
       where c.org_id = ${orgId} and c.repo_id = r.id and c.path = j.name and c.at >= ${changedSince} and c.kind <> 'edited') as changes
    from repositories r
    cross join lateral (
      select distinct on (f.name) f.* from judged_subjects f
      join streams s on s.org_id = ${orgId} and s.repo_id = r.id and s.id = f.stream_id
      where f.org_id = ${orgId} and f.repo_id = r.id and f.kind in ('workflow', 'gitlab')
        and s.ref = r.default_branch and s.retired_at is null
        and ${path === null ? sql`true` : sql`f.name = ${path}`}
      order by f.name, f.at desc, f.stream_id) j
    where r.org_id = ${orgId} and ${inScope(sql, scope, 'r.id', repoIds)} and r.deleting_at is null
      and ${repoIds === null ? countsForOrganization(sql, scope) : sql`true`}
      and ${after === null ? sql`true` : sql`r.slug >= ${after.slug} and (r.slug, j.name) > (${after.slug}, ${after.name})`}
      and ${pattern === null ? sql`true` : sql`(j.name ilike ${pattern} or r.full_name ilike ${pattern})`}
      and ${filter.failing ? sql`j.outcomes @? '$.* ? (@ == "fail")'` : sql`true`}
      and ${filter.production ? sql`j.facts @? '$.jobs[*] ? (@.production == true)'` : sql`true`}
    order by r.slug, j.name limit ${limit}`;
}

/** How many files the list of one repository has. */
export async function countPipelineFiles(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(distinct f.name)::int as count from repositories r
    join judged_subjects f on f.org_id = ${orgId} and f.repo_id = r.id and f.kind in ('workflow', 'gitlab')
    join streams s on s.org_id = ${orgId} and s.repo_id = r.id and s.id = f.stream_id
    where r.org_id = ${orgId} and r.id = ${repoId} and r.deleting_at is null and s.ref = r.default_branch
      and s.retired_at is null`;
  return row?.count ?? 0;
}

export interface PipelineChangeRow {
  path: string;
  kind: DriftKind;
  job: string | null;
  what: string;
  at: Date;
  upload: number;
}

/** What a file gave beyond the one before it, newest first. */
export async function findPipelineChanges(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  path: string,
  limit: number,
): Promise<PipelineChangeRow[]> {
  return sql<PipelineChangeRow[]>`
    select path, kind, job, what, at, upload from pipeline_changes
    where org_id = ${orgId} and repo_id = ${repoId} and path = ${path}
    order by at desc, upload desc, place desc limit ${limit}`;
}

export interface RepositoryOutcomes {
  outcomes: Record<string, SubjectState>;
  at: Date;
  /** The system that said so: `github/acme`. */
  system: string;
}

/** What rules said of a repository in the inventories of systems that the caller sees, the newest first. */
export async function findRepositoryOutcomes(
  sql: Connection,
  scope: ReadScope,
  slug: string,
): Promise<RepositoryOutcomes | null> {
  const [row] = await sql<RepositoryOutcomes[]>`
    select j.outcomes, j.at, r.full_name as system from repositories r
    join judged_subjects j on j.org_id = r.org_id and j.repo_id = r.id and j.kind = 'repository' and j.name = ${slug}
    join streams s on s.org_id = j.org_id and s.repo_id = j.repo_id and s.id = j.stream_id
    where r.org_id = ${scope.orgId} and j.org_id = ${scope.orgId} and s.org_id = ${scope.orgId} and r.kind = 'system'
      and ${inScope(sql, scope, 'r.id')} and r.deleting_at is null and s.tracked and s.retired_at is null
    order by j.at desc limit 1`;
  return row ?? null;
}

/** When each category of a repository was scanned last, as a whole, on refs that count. */
export async function findLastScans(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<{ category: Category; at: Date }[]> {
  return sql<{ category: Category; at: Date }[]>`
    select c.category, max(s.last_success_at) as at from streams s cross join lateral unnest(s.categories) as c(category)
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.tracked and s.retired_at is null
      and s.last_success_at is not null group by c.category`;
}
