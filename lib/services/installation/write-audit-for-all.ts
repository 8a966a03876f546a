import type { Transaction } from '#db/client.ts';
import { listOrganizations } from '#db/queries/organizations.ts';
import type { AuditActor, AuditDetail, AuditVerb } from '#lib/domain/audit/entry.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

export interface InstallationEvent {
  verb: Extract<AuditVerb, `installation.${string}`>;
  detail: AuditDetail;
}

/** Whoever runs a command on the machine. @param name of the machine's user, where it is known */
export const operatorActor = (name: string | undefined): AuditActor => ({
  kind: 'command_line',
  id: null,
  name: name ?? 'command line',
});

/**
 * Says in the audit log of every organization what was done to the whole installation. The transaction must not be bound
 * to one of them.
 */
export async function writeAuditForAll(
  tx: Transaction,
  { at, actor }: { at: Date; actor: AuditActor },
  { verb, detail }: InstallationEvent,
): Promise<void> {
  // In the order of their ids, so that two of these never wait for each other.
  for (const organization of await listOrganizations(tx)) {
    const target = targetOfOrganization(organization);
    await writeAudit(tx, { orgId: organization.id, at, actor, source: null }, { verb, target, detail });
  }
}
