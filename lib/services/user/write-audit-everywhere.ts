import type { Transaction } from '#db/client.ts';
import { findMemberships } from '#db/queries/accounts.ts';
import type { AuditActor, AuditDetail, AuditVerb } from '#lib/domain/audit/entry.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Says in the audit log of every organization of an account what its owner, or else `actor`, did to it. The transaction
 * must not be bound to one of them.
 */
export async function writeAuditEverywhere(
  tx: Transaction,
  { now, source, actor }: { now: () => Date; source: string | null; actor?: AuditActor },
  accountId: number,
  event: { verb: AuditVerb; detail?: AuditDetail },
): Promise<void> {
  for (const { orgId, userId, name } of await findMemberships(tx, accountId)) {
    const target = { kind: 'person', id: String(userId), name } as const;
    const own = { kind: 'person', id: userId, name } as const;
    await writeAudit(tx, { orgId, at: now(), source, actor: actor ?? own }, { ...event, target });
  }
}
