import { deleteAuditUpTo, findRemovableEntries } from '#db/queries/audit-retention.ts';
import { findOrganization, type Organization } from '#db/queries/organizations.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { inTransaction } from '#db/transaction.ts';
import { removableAudit } from '#lib/domain/retention/keep-audit.ts';
import type { System } from '#lib/system.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { policyOf } from './policy-source.ts';

/** Entries of one transaction. */
const BATCH = 20_000;

type Sweeping = Pick<System, 'systemSql' | 'now' | 'log'>;

/**
 * Removes entries of the audit log that are older than their organization's policy allows, from the beginning of its
 * chain. What is left says so: an entry of the same transaction has the number and the hash of the last one that went,
 * which the first one that stays continues. Safe to repeat.
 */
export async function sweepAudit(system: Sweeping): Promise<void> {
  for (const orgId of await listOrganizationIds(system.systemSql)) {
    const organization = await findOrganization(system.systemSql, orgId);
    const before = organization && removableAudit(organization.keepAuditDays, system.now());
    if (organization && before) await sweepOrganization(system, organization, before);
  }
}

async function sweepOrganization(system: Sweeping, organization: Organization, before: Date): Promise<void> {
  let entries = 0;
  for (let more = true; more; ) {
    const removed = await removeBatch(system, organization, before);
    entries += removed;
    more = removed === BATCH;
  }
  if (entries > 0) system.log.info({ orgId: organization.id, entries }, 'removed entries of the audit log by policy');
}

/** On the connection of the owner: row-level security lets nobody else remove entries. */
function removeBatch({ systemSql, now }: Sweeping, organization: Organization, before: Date): Promise<number> {
  const scope = { orgId: organization.id };
  return inTransaction(systemSql, async (tx) => {
    const last = await findRemovableEntries(tx, scope, before, BATCH);
    if (last === null) return 0;
    const entries = await deleteAuditUpTo(tx, scope, last.sequence);
    if (entries === 0) return 0;
    const target = targetOfOrganization(organization);
    const detail = { to: last.sequence, hash: last.hash, entries, keep_days: organization.keepAuditDays };
    await writeAudit(tx, policyOf(scope.orgId, now()), { verb: 'audit.removed', target, detail });
    return entries;
  });
}
