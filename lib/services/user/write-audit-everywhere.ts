import type { Transaction } from '#db/client.ts';
import { findMemberships } from '#db/queries/accounts.ts';
import type { AuditDetail, AuditVerb } from '#lib/domain/audit/entry.ts';
import { auditSource, type Caller } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Says in the audit log of every organization of an account what its owner, who asks, did to it. The transaction must not
 * be bound to one of them.
 */
export async function writeAuditEverywhere(
  tx: Transaction,
  ctx: Caller,
  accountId: number,
  event: { verb: AuditVerb; detail?: AuditDetail },
): Promise<void> {
  const by = auditSource(ctx);
  for (const { orgId, userId, name } of await findMemberships(tx, accountId)) {
    const target = { kind: 'person', id: String(userId), name } as const;
    await writeAudit(tx, { ...by, orgId, actor: { kind: 'person', id: userId, name } }, { ...event, target });
  }
}
