import type { Transaction } from '#db/client.ts';
import { countAuditBefore } from '#db/queries/audit-retention.ts';
import { lockOrganization, type Organization } from '#db/queries/organizations.ts';
import { setKeepPrivilegesDays } from '#db/queries/privilege-retention.ts';
import { countRemovableReports, setKeepAuditDays, setKeepReportsDays } from '#db/queries/retention.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RetentionChange } from '#lib/contracts/retention.ts';
import type { AuditDetail } from '#lib/domain/audit/entry.ts';
import { removableAudit } from '#lib/domain/retention/keep-audit.ts';
import { isShorter, removableReports } from '#lib/domain/retention/keep-reports.ts';
import { Fault } from '#lib/errors.ts';
import { formatCount } from '#lib/format.ts';
import { permit } from '#lib/permit.ts';
import { privilegesGoing } from '#lib/views/retention/privileges-going.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Changes how long reports, entries of the audit log and snapshots of privileges are kept. Jobs remove what is older.
 * @throws Fault `forbidden`; `invalid_input` when something would be removed and `confirm` is not the organization's slug
 */
export async function changeRetention(ctx: Context, change: RetentionChange): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    const { keep_reports_days: reports = organization.keepReportsDays } = change;
    const { keep_audit_days: audit = organization.keepAuditDays } = change;
    const { keep_privileges_days: privileges = organization.keepPrivilegesDays } = change;
    const changed = {
      reports: reports !== organization.keepReportsDays,
      audit: audit !== organization.keepAuditDays,
      privileges: privileges !== organization.keepPrivilegesDays,
    };
    const going = [
      ...(changed.reports ? [await reportsGoing(tx, ctx, reports, organization)] : []),
      ...(changed.audit ? [await entriesGoing(tx, ctx, audit, organization)] : []),
      ...(changed.privileges ? [await snapshotsGoing(tx, ctx, privileges, organization)] : []),
    ].filter((text) => text !== null);
    if (going.length > 0) requireConfirmation(change, organization, going.join(' and '));
    if (changed.reports) {
      await setKeepReportsDays(tx, ctx.orgId, reports);
      await note(tx, ctx, organization, { what: 'reports', from: organization.keepReportsDays, to: reports });
    }
    if (changed.audit) {
      await setKeepAuditDays(tx, ctx.orgId, audit);
      await note(tx, ctx, organization, { what: 'audit log', from: organization.keepAuditDays, to: audit });
    }
    if (changed.privileges) {
      await setKeepPrivilegesDays(tx, ctx.orgId, privileges);
      await note(tx, ctx, organization, { what: 'privileges', from: organization.keepPrivilegesDays, to: privileges });
    }
  });
}

/** What the policy removes, in words; null: nothing. */
async function reportsGoing(
  tx: Transaction,
  ctx: Context,
  days: number | null,
  { keepReportsDays }: Organization,
): Promise<string | null> {
  const which = isShorter(days, keepReportsDays) ? removableReports(days, ctx.now()) : null;
  const { reports } = which === null ? { reports: 0 } : await countRemovableReports(tx, ctx, which);
  return reports > 0 ? formatCount(reports, 'report') : null;
}

async function entriesGoing(
  tx: Transaction,
  ctx: Context,
  days: number | null,
  { keepAuditDays }: Organization,
): Promise<string | null> {
  const before = isShorter(days, keepAuditDays) ? removableAudit(days, ctx.now()) : null;
  const entries = before === null ? 0 : await countAuditBefore(tx, ctx, before);
  return entries > 0 ? `${formatCount(entries, 'entry', 'entries')} of the audit log` : null;
}

async function snapshotsGoing(
  tx: Transaction,
  ctx: Context,
  days: number | null,
  { keepPrivilegesDays }: Organization,
): Promise<string | null> {
  if (!isShorter(days, keepPrivilegesDays)) return null;
  const { snapshots } = await privilegesGoing(tx, ctx, days, ctx.now());
  return snapshots > 0 ? `${formatCount(snapshots, 'snapshot')} of privileges` : null;
}

function requireConfirmation({ confirm }: RetentionChange, { slug }: Organization, going: string): void {
  if (confirm === slug) return;
  const message = `must be ${slug}, because ${going} would be removed for good`;
  throw new Fault('invalid_input', `confirm: ${message}.`, { fields: [{ path: 'confirm', message }] });
}

function note(tx: Transaction, ctx: Context, organization: Organization, detail: AuditDetail): Promise<void> {
  const target = targetOfOrganization(organization);
  return writeAudit(tx, auditSource(ctx), { verb: 'organization.retention_changed', target, detail });
}
