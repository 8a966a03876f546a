import { createHash } from 'node:crypto';
import type { Repository } from '#db/queries/repositories.ts';
import { listWorkflowFiles, type WorkflowFileRow } from '#db/queries/workflow-files.ts';
import type { PathInputs } from '#db/schema/path.ts';
import type { Workflow } from '#lib/domain/privilege/access/repository-facts.ts';
import { workflowsOf } from '#lib/domain/privilege/access/workflows-of.ts';
import type { BoundSystem } from '#lib/system.ts';

const PAGE = 1000;
/** More than these characters are not kept with a run: then no change of a file is named as a cause. */
const KEPT = 2_000_000;

/** What is known of the workflow files of an organization's repositories, as far as it decides who gets in. */
export async function workflowsOfOwner(
  system: BoundSystem,
  { orgId, slug, demo }: Repository,
): Promise<NonNullable<PathInputs['workflows']> & { all: string }> {
  const owner = slug.slice(slug.indexOf('/') + 1);
  const found: Record<string, { files: Workflow[]; whole: boolean }> = {};
  for (let after: WorkflowFileRow | null = null; ; ) {
    const rows: WorkflowFileRow[] = await listWorkflowFiles(system.sql, { orgId }, { owner, demo, after, limit: PAGE });
    for (const row of rows) {
      const known = found[row.slug] ?? { files: [], whole: false };
      known.files.push(...workflowsOf(row.name, row.facts));
      known.whole ||= row.whole;
      found[row.slug] = known;
    }
    after = rows.at(-1) ?? null;
    if (rows.length < PAGE) break;
  }
  const all = JSON.stringify(found);
  return { all, hash: createHash('sha256').update(all).digest('hex'), files: all.length > KEPT ? null : found };
}
