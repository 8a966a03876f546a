import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';

export interface RemovableReports {
  /** Those that arrived before this time. */
  before: Date;
  /** Whether the current report of each stream stays, however old: it is read again after an upgrade. */
  keepCurrent: boolean;
}

/** Reports that were read, wait for nothing, and are older than the policy allows. */
function removable(sql: Connection, { orgId }: OrganizationScope, { before, keepCurrent }: RemovableReports): Fragment {
  return sql`
    u.org_id = ${orgId} and u.bytes_removed_at is null and u.received_at < ${before}
    and u.state <> 'rejected' and u.state in ('processed', 'superseded')
    ${
      keepCurrent
        ? sql`and not exists (
            select 1 from streams s
            where s.org_id = ${orgId} and s.repo_id = u.repo_id and s.current_upload = u.number)`
        : sql``
    }`;
}

/** How many reports would be removed, and their stored bytes. */
export async function countRemovableReports(
  sql: Connection,
  scope: OrganizationScope,
  which: RemovableReports,
): Promise<{ reports: number; bytes: number }> {
  const [row] = await sql<{ reports: number; bytes: number }[]>`
    select count(*)::float8 as reports, coalesce(sum(u.stored_bytes), 0)::float8 as bytes from uploads u
    where ${removable(sql, scope, which)}`;
  return row ?? { reports: 0, bytes: 0 };
}

/** Stored reports of an organization and their bytes. */
export async function countKeptReports(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<{ reports: number; bytes: number }> {
  const [row] = await sql<{ reports: number; bytes: number }[]>`
    select count(*)::float8 as reports, coalesce(sum(stored_bytes), 0)::float8 as bytes from uploads
    where org_id = ${orgId} and bytes_removed_at is null and state <> 'rejected'`;
  return row ?? { reports: 0, bytes: 0 };
}

/** Marks the oldest removable reports as removed; their bytes are dropped after the transaction. */
export async function markReportsRemoved(
  tx: Transaction,
  scope: OrganizationScope,
  which: RemovableReports,
  { now, limit }: { now: Date; limit: number },
): Promise<{ blob: string; storedBytes: number }[]> {
  return tx<{ blob: string; storedBytes: number }[]>`
    with due as materialized (
      select u.repo_id, u.number from uploads u where ${removable(tx, scope, which)}
      order by u.received_at, u.repo_id, u.number limit ${limit})
    update uploads u set bytes_removed_at = ${now} from due
    where u.org_id = ${scope.orgId} and u.repo_id = due.repo_id and u.number = due.number and u.bytes_removed_at is null
    returning u.blob, u.stored_bytes::float8 as stored_bytes`;
}

export async function setKeepReportsDays(tx: Transaction, orgId: number, days: number | null): Promise<void> {
  await tx`update organizations set keep_reports_days = ${days} where id = ${orgId}`;
}

export async function setKeepAuditDays(tx: Transaction, orgId: number, days: number | null): Promise<void> {
  await tx`update organizations set keep_audit_days = ${days} where id = ${orgId}`;
}
