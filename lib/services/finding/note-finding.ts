import type { Context } from '#lib/context.ts';
import type { AuditDetail, AuditVerb } from '#lib/domain/audit/entry.ts';
import { encodeId } from '#lib/ids.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/** The entry of the audit log about one finding: to be written last. */
export async function noteFinding(
  ctx: Context,
  { tx, scope, repository }: Pick<LockedRepository, 'tx' | 'scope' | 'repository'>,
  number: number,
  verb: Extract<AuditVerb, `finding.${string}`>,
  detail: AuditDetail,
): Promise<void> {
  const id = encodeId('finding', { repoId: scope.repoId, number });
  const target = { kind: 'finding', id, name: `${repository.fullName}#${number}` } as const;
  await writeAudit(tx, auditSource(ctx), { verb, target, detail });
}
