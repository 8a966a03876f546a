import type { Exception } from '#db/queries/exceptions-write.ts';
import type { Context } from '#lib/context.ts';
import type { AuditVerb } from '#lib/domain/audit/entry.ts';
import { encodeId } from '#lib/ids.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { LockedRepository } from '../ledger/changes.ts';

type Noted = Pick<Exception, 'number' | 'findingNumber' | 'kind' | 'reason' | 'expiresAt'>;

/** The entry of the audit log about one exception: to be written last. */
export async function noteException(
  ctx: Context,
  { tx, scope, repository }: LockedRepository,
  verb: Extract<AuditVerb, `exception.${string}`>,
  exception: Noted,
  more: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  const id = encodeId('finding', { repoId: scope.repoId, number: exception.findingNumber });
  const target = { kind: 'finding', id, name: `${repository.fullName}#${exception.findingNumber}` } as const;
  const detail = {
    exception: exception.number,
    decision: exception.kind,
    reason: exception.reason,
    until: exception.expiresAt?.toISOString() ?? null,
    ...more,
  };
  await writeAudit(tx, auditSource(ctx), { verb, target, detail });
}
