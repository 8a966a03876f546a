import type { PipelineFacts } from '#lib/domain/pipeline/facts.ts';
import type { Connection } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface WorkflowFileRow {
  repoId: number;
  /** Name of the repository, in lower case. */
  slug: string;
  /** Path of the file. */
  name: string;
  facts: PipelineFacts | null;
  /** Whether it came with all others that the repository had then, and not alone. */
  whole: boolean;
}

/** Workflow files on the default branches of an owner's repositories, page by page; of one that two streams have, the last. */
export async function listWorkflowFiles(
  sql: Connection,
  { orgId }: OrganizationScope,
  { owner, demo, after, limit }: { owner: string; demo: boolean; after: WorkflowFileRow | null; limit: number },
): Promise<WorkflowFileRow[]> {
  return sql<WorkflowFileRow[]>`
    select distinct on (r.id, j.name) r.id as repo_id, r.slug, j.name, j.facts, u.path is null as whole
    from repositories r
    join streams s on s.org_id = ${orgId} and s.repo_id = r.id and s.ref = r.default_branch and s.retired_at is null
    join judged_subjects j on j.org_id = ${orgId} and j.repo_id = r.id and j.stream_id = s.id and j.kind = 'workflow'
    join uploads u on u.org_id = ${orgId} and u.repo_id = r.id and u.number = j.upload
    where r.org_id = ${orgId} and r.kind <> 'system' and r.deleting_at is null and r.demo = ${demo}
      and starts_with(r.slug, ${`${owner.toLowerCase()}/`})
      and ${after === null ? sql`true` : sql`r.id >= ${after.repoId} and (r.id, j.name) > (${after.repoId}, ${after.name})`}
    order by r.id, j.name, j.at desc limit ${limit}`;
}
