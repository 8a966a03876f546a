import { asRecords, type BulkRow } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { findingCounts } from '../schema/rollup.ts';
import type { RepositoryScope } from './scope.ts';

export type CountDelta = Omit<BulkRow<typeof findingCounts>, 'orgId' | 'repoId'>;

/** Adds differences to the counters; deletes rows that reach zero. */
export async function addCounts(tx: Transaction, scope: RepositoryScope, deltas: CountDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  const added = tx`
    insert into finding_counts (org_id, repo_id, state, category, severity, scanner, count)
    select ${scope.orgId}::int, ${scope.repoId}::int, d.state, d.category, d.severity, d.scanner, d.count
    from jsonb_populate_recordset(null::finding_counts, ${asRecords(findingCounts, deltas)}::text::jsonb) as d
    on conflict (org_id, repo_id, state, category, severity, scanner)
      do update set count = finding_counts.count + excluded.count`;
  const emptied = tx`
    delete from finding_counts where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and count = 0`;
  await Promise.all([added, emptied]);
}
