import type { Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** With fewer rows a plan that was made for one row does no harm. */
const FROM = 1000;
/** Re-ANALYZE when the planner's estimate is off by more than this factor. */
const OFF_BY = 10;

/** Columns that imports look rows up by, in the tables that they fill. */
const COLUMNS = {
  findings: 'org_id, repo_id, number, key, action_number, state',
  evidence: 'org_id, repo_id, finding_number',
  sightings: 'org_id, repo_id, stream_id, finding_number',
  actions: 'org_id, repo_id, number, key',
};
type Table = keyof typeof COLUMNS;

/** Call after inserting findings and before rows that refer to them, whose foreign key checks look findings up. */
export const keepFindingEstimates = (tx: Transaction, scope: RepositoryScope, written: number): Promise<void> =>
  keepEstimates(tx, scope, written, ['findings']);

/** Call after inserting evidence and sightings of new findings. */
export const keepSightingEstimates = (tx: Transaction, scope: RepositoryScope, written: number): Promise<void> =>
  keepEstimates(tx, scope, written, ['sightings', 'evidence', 'actions']);

/**
 * Re-ANALYZE after a bulk insert, or the planner still expects about one row, picks an index that reads the whole
 * repository for each lookup, and an import of seconds takes hours. Only the first table, with `written` new rows, is
 * checked; it stands for the others.
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
  // A small sample is enough: autovacuum analyzes properly within a minute.
  await tx.unsafe('set local default_statistics_target = 10');
  for (const table of tables) await tx.asOwner(`analyze ${table} (${COLUMNS[table]})`);
}

/** The columns by which what stands of an inventory is looked up. */
const PRIVILEGES = {
  privilege_principals: 'org_id, repo_id, number, key, until, kind, level',
  privilege_memberships: 'org_id, repo_id, key, member, group_number, until',
  privilege_resources: 'org_id, repo_id, number, key, until, kind',
  privilege_grants: 'org_id, repo_id, key, principal, resource, until, level',
};

/** The same after the rows of an inventory were written, and before they are looked up by anything but their keys. */
export async function keepPrivilegeEstimates(tx: Transaction, written: number): Promise<void> {
  if (written < FROM) return;
  for (const [table, columns] of Object.entries(PRIVILEGES)) await tx.asOwner(`analyze ${table} (${columns})`);
}
