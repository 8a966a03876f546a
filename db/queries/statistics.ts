import type { Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** Below so many rows a plan made for one row does no harm. */
const FROM = 1000;
/** How far the planner may be off before it is told better. */
const OFF_BY = 10;

/** What imports look up by, of the tables that they fill. */
const COLUMNS = {
  findings: 'org_id, repo_id, number, key, action_number, state',
  evidence: 'org_id, repo_id, finding_number',
  sightings: 'org_id, repo_id, stream_id, finding_number',
  actions: 'org_id, repo_id, number, key',
};
type Table = keyof typeof COLUMNS;

/** After so many findings were written, and before anything refers to them: each of its rows looks one up. */
export const keepFindingEstimates = (tx: Transaction, scope: RepositoryScope, written: number): Promise<void> =>
  keepEstimates(tx, scope, written, ['findings']);

/** After all that belongs to so many new findings was written. */
export const keepSightingEstimates = (tx: Transaction, scope: RepositoryScope, written: number): Promise<void> =>
  keepEstimates(tx, scope, written, ['sightings', 'evidence', 'actions']);

/**
 * Makes the planner know tables of a repository that have just grown; the first has `written` new rows and stands for
 * the others. Where its statistics say "about one row", it may look rows up by an index that reads all of the repository
 * for each of them, and an import of seconds takes hours.
 */
async function keepEstimates(
  tx: Transaction,
  scope: RepositoryScope,
  written: number,
  tables: readonly [Table, ...Table[]],
): Promise<void> {
  if (written < FROM) return;
  const [plan] = await tx.unsafe(
    `explain (format json) select 1 from ${tables[0]} where org_id = ${Number(scope.orgId)} and repo_id = ${Number(scope.repoId)}`,
  );
  const text = JSON.stringify(plan ?? {});
  const estimate = Number(/"Plan Rows":\s*(\d+)/.exec(text)?.[1] ?? 0);
  if (estimate * OFF_BY >= written) return;
  // A small sample: autovacuum looks properly within a minute.
  await tx.unsafe('set local default_statistics_target = 10');
  for (const table of tables) await tx.unsafe(`analyze ${table} (${COLUMNS[table]})`);
}
