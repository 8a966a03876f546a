import type { Connection } from '#db/client.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import type { AuditTarget } from '#lib/domain/audit/entry.ts';
import { Fault } from '#lib/errors.ts';

/** The organization, as entries of the audit log name it. @throws Fault `not_found` when it was removed meanwhile */
export async function organizationTarget(sql: Connection, orgId: number): Promise<AuditTarget> {
  const organization = await findOrganization(sql, orgId);
  if (organization === null) throw new Fault('not_found', 'The organization was removed.');
  return { kind: 'organization', id: organization.slug, name: organization.name };
}
