import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { FINDING_KINDS, FIRST_PARTIES, type KeptDrift } from '#lib/domain/pipeline/drift-report/standing-drift.ts';
import type { PipelineFacts } from '#lib/domain/pipeline/facts.ts';
import type { Connection } from '../client.ts';
import { countsForOrganization, inScope, type RepositoryScope } from './scope.ts';

/** Changes that findings are made of: more than these nobody reads. */
const MOST = 5000;

/** Changes of pipelines of a repository that may become findings, the newest first. */
export async function findKeptDrift(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<KeptDrift[]> {
  return sql<KeptDrift[]>`
    select path, kind, job, what, reviewed, at from pipeline_changes
    where org_id = ${orgId} and repo_id = ${repoId} and kind = any(${[...FINDING_KINDS]}::text[]) and reviewed <> 'yes'
    order by upload desc, place desc limit ${MOST}`;
}

/** What files of pipelines say on the default branch, each as it was looked at last. */
export async function findFileFacts(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  branch: string,
): Promise<{ name: string; facts: PipelineFacts; at: Date }[]> {
  return sql<{ name: string; facts: PipelineFacts; at: Date }[]>`
    select distinct on (f.name) f.name, f.facts, f.at from judged_subjects f
    join streams s on s.org_id = f.org_id and s.repo_id = f.repo_id and s.id = f.stream_id
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and s.org_id = ${orgId} and s.repo_id = ${repoId}
      and f.kind in ('workflow', 'action', 'gitlab') and f.facts is not null and s.ref = ${branch} and s.retired_at is null
    order by f.name, f.at desc, f.stream_id`;
}

/** Whether a repository ever had a report of a scanner. */
export async function hasStreamOf(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  scanner: string,
): Promise<boolean> {
  const [row] = await sql`
    select 1 from streams where org_id = ${orgId} and repo_id = ${repoId} and scanner = ${scanner} limit 1`;
  return row !== undefined;
}

/** How many changes of pipelines of a repository gave something to somebody. */
export interface DriftCount {
  repoId: number;
  fullName: string;
  newActions: number;
  widerPermissions: number;
  unreviewed: number;
}

/** Changes of pipelines since a time, by repository, those with the most first. */
export async function countPipelineDrift(
  sql: Connection,
  scope: ReadScope,
  since: Date,
  limit: number,
): Promise<DriftCount[]> {
  const { orgId } = scope;
  return sql<DriftCount[]>`
    select c.repo_id, r.full_name, c.new_actions, c.wider_permissions, c.unreviewed
    from (
      select p.repo_id, count(*) filter (where p.kind = 'new_action')::int as new_actions,
        count(*) filter (where p.kind = 'wider_permissions')::int as wider_permissions,
        count(*) filter (where p.kind = 'edited')::int as unreviewed
      from pipeline_changes p
      join repositories o on o.org_id = ${orgId} and o.id = p.repo_id
      where p.org_id = ${orgId} and p.at >= ${since} and p.kind = any(${[...FINDING_KINDS]}::text[])
        and (p.kind <> 'new_action'
          or split_part(lower(p.what), '/', 1) <> all(${[...FIRST_PARTIES]}::text[] || split_part(o.slug, '/', 1)))
        and ${inScope(sql, scope, 'p.repo_id')}
      group by p.repo_id) c
    join repositories r on r.org_id = ${orgId} and r.id = c.repo_id and r.deleting_at is null
    where ${countsForOrganization(sql, scope)}
    order by c.new_actions + c.wider_permissions + c.unreviewed desc, r.slug limit ${limit}`;
}
