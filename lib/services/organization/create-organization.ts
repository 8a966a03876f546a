import type { Sql } from '#db/client.ts';
import { addOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { NewOrganization } from '#lib/contracts/organization.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { Fault } from '#lib/errors.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { inviteUser } from '../user/invite.ts';

/**
 * Makes another organization, for whoever may run commands on the machine. Returns the one-time link of its first
 * administrator.
 * @throws Fault `conflict` when the slug is taken
 */
export async function createOrganization(
  { sql, publicUrl, now, operator }: { sql: Sql; publicUrl: string; now: () => Date; operator: string | undefined },
  { name, slug, admin }: NewOrganization,
): Promise<{ link: string }> {
  const orgId = await inTransaction(sql, async (tx) => {
    const added = await addOrganization(tx, { name, slug, demo: false, now: now() });
    if (added === null) throw new Fault('conflict', `There is an organization ${slug} already.`);
    const target = targetOfOrganization(added);
    const by = auditSource({ ...operatorOf(added.id, operator), now });
    await writeAudit(tx, by, { verb: 'organization.created', target, detail: { slug } });
    return added.id;
  });
  return inviteUser({ ...operatorOf(orgId, operator), sql, publicUrl, now }, { email: admin, role: 'admin' });
}
