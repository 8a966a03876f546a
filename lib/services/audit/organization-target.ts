import type { Connection } from '#db/client.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import type { AuditTarget } from '#lib/domain/audit/entry.ts';

/** The organization, as the audit log names what the demo is loaded into. */
export async function organizationTarget(sql: Connection, orgId: number): Promise<AuditTarget> {
  const organization = await findOrganization(sql, orgId);
  return { kind: 'organization', id: String(orgId), name: organization?.name ?? '' };
}
