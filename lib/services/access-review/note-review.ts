import type { Transaction } from '#db/client.ts';
import type { Context } from '#lib/context.ts';
import type { AuditDetail, AuditVerb } from '#lib/domain/audit/entry.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** The entry of the audit log about an access review: to be written last. */
export async function noteReview(
  ctx: Context,
  tx: Transaction,
  verb: Extract<AuditVerb, `review.${string}`>,
  { id, name }: { id: number; name: string },
  detail: AuditDetail,
): Promise<void> {
  await writeAudit(tx, auditSource(ctx), { verb, target: { kind: 'access_review', id: String(id), name }, detail });
}
