import type { Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** Below so many rows a plan made for one row does no harm. */
const FROM = 1000;
/** How far the planner may be off before it is told better. */
const OFF_BY = 10;

/** What imports look up by, of the tables that they fill. */
const GROUPS = {
  findings: ['findings (org_id, repo_id, number, key, action_number, state)'],
  others: [
    'sightings (org_id, repo_id, stream_id, finding_number)',
    'evidence (org_id, repo_id, finding_number)',
    'actions (org_id, repo_id, number, key)',
  ],
} as const;

/**
 * Makes the planner know a repository that has just grown by `written` findings. Where its statistics say "about one
 * row", it may look rows up by an index that reads all of the repository for each of them, and an import of seconds
 * takes hours.
 */
export async function keepEstimates(
  tx: Transaction,
  scope: RepositoryScope,
  written: number,
  group: keyof typeof GROUPS,
): Promise<void> {
  if (written < FROM) return;
  const table = group === 'findings' ? 'findings' : 'sightings';
  const [plan] = await tx.unsafe(
    `explain (format json) select 1 from ${table} where org_id = ${Number(scope.orgId)} and repo_id = ${Number(scope.repoId)}`,
  );
  const text = JSON.stringify(plan ?? {});
  const estimate = Number(/"Plan Rows":\s*(\d+)/.exec(text)?.[1] ?? 0);
  if (estimate * OFF_BY >= written) return;
  // A small sample: autovacuum looks properly within a minute.
  await tx.unsafe('set local default_statistics_target = 10');
  for (const each of GROUPS[group]) await tx.unsafe(`analyze ${each}`);
}
