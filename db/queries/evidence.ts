import { asRecords, type BulkRow, bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { evidence } from '../schema/finding.ts';
import type { RepositoryScope } from './scope.ts';

export type NewEvidence = Omit<BulkRow<typeof evidence>, 'orgId' | 'repoId' | 'upload'>;

/** Inserts evidence of new findings. */
export async function insertEvidence(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  upload: number,
  rows: readonly NewEvidence[],
): Promise<void> {
  await bulkInsert(tx, evidence, { orgId, repoId, upload }, rows);
}

/** Updates evidence of known findings; without `overwrite` only adds what is missing. */
export async function upsertEvidence(
  tx: Transaction,
  scope: RepositoryScope,
  upload: number,
  rows: readonly NewEvidence[],
  options: { overwrite: boolean },
): Promise<void> {
  const conflict = options.overwrite
    ? tx`do update set severity = excluded.severity, record = excluded.record, upload = excluded.upload`
    : tx`do nothing`;
  await tx`
    insert into evidence (org_id, repo_id, finding_number, scanner, severity, record, upload)
    select ${scope.orgId}::int, ${scope.repoId}::int, r.finding_number, r.scanner, r.severity, r.record, ${upload}::int
    from jsonb_populate_recordset(null::evidence, ${asRecords(evidence, rows)}::text::jsonb) as r
    on conflict (org_id, repo_id, finding_number, scanner) ${conflict}`;
}
