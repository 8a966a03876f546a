import { addStoredBytes } from '#db/queries/delivery-rates.ts';
import { findOrganization, type Organization } from '#db/queries/organizations.ts';
import { markReportsRemoved } from '#db/queries/retention.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { inTransaction } from '#db/transaction.ts';
import { removableReports } from '#lib/domain/retention/keep-reports.ts';
import type { BoundSystem, System } from '#lib/system.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { dropBytes } from '../upload/drop-bytes.ts';
import { policyOf } from './policy-source.ts';

/** Reports of one transaction, and of one entry of the audit log. */
const BATCH = 2000;

type Sweeping = Pick<BoundSystem, 'sql' | 'blobs' | 'now' | 'log'>;

/**
 * Removes the stored bytes of reports that are older than their organization's policy allows; what was read out of them
 * stays. Safe to repeat: what dies between the transaction and the files is left to `sweepBlobs`.
 */
export async function sweepReports(system: Pick<System, 'systemSql' | 'blobs' | 'now' | 'log'>): Promise<void> {
  for (const orgId of await listOrganizationIds(system.systemSql)) {
    const sql = system.systemSql.boundTo(orgId);
    const organization = await findOrganization(sql, orgId);
    if (organization !== null) await sweepOrganization({ ...system, sql }, organization);
  }
}

async function sweepOrganization(system: Sweeping, organization: Organization): Promise<void> {
  const which = removableReports(organization.keepReportsDays, system.now());
  if (which === null) return;
  const scope = { orgId: organization.id };
  let reports = 0;
  for (let more = true; more; ) {
    const removed = await inTransaction(system.sql, async (tx) => {
      const rows = await markReportsRemoved(tx, scope, which, { now: system.now(), limit: BATCH });
      if (rows.length === 0) return rows;
      const bytes = rows.reduce((sum, row) => sum + row.storedBytes, 0);
      await addStoredBytes(tx, scope, -bytes);
      const target = targetOfOrganization(organization);
      const detail = { reports: rows.length, bytes, keep_days: organization.keepReportsDays };
      await writeAudit(tx, policyOf(scope.orgId, system.now()), { verb: 'upload.removed', target, detail });
      return rows;
    });
    await dropBytes(
      system,
      removed.map(({ blob }) => blob),
    );
    reports += removed.length;
    more = removed.length === BATCH;
  }
  if (reports > 0) system.log.info({ ...scope, reports }, 'removed stored reports by policy');
}
