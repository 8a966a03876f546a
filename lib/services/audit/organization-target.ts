import type { Connection } from '#db/client.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import type { AuditTarget } from '#lib/domain/audit/entry.ts';
import { Fault } from '#lib/errors.ts';

/** The organization, as entries of the audit log name it. @throws Fault `not_found` when it was removed meanwhile */
export async function organizationTarget(sql: Connection, orgId: number): Promise<AuditTarget> {
  const organization = await findOrganization(sql, orgId);
  if (organization === null) throw new Fault('not_found', 'The organization was removed.');
  return targetOfOrganization({ id: orgId, name: organization.name });
}

/** The same, of an organization that was read already. */
export function targetOfOrganization({ id, name }: { id: number; name: string }): AuditTarget {
  return { kind: 'organization', id: String(id), name };
}
