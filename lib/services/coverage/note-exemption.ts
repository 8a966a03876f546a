import type { Exemption } from '#db/queries/exemptions.ts';
import type { AuditVerb } from '#lib/domain/audit/entry.ts';
import type { AuditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/** The entry of the audit log about one exemption: to be written last. */
export async function noteExemption(
  { tx, repository }: LockedRepository,
  source: AuditSource,
  verb: Extract<AuditVerb, `exemption.${string}`>,
  { number, category, reason, expiresAt }: Pick<Exemption, 'number' | 'category' | 'reason' | 'expiresAt'>,
  more: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  await writeAudit(tx, source, {
    verb,
    target: { kind: 'repository', id: repository.fullName, name: repository.fullName },
    detail: { exemption: number, category, reason, until: expiresAt.toISOString(), ...more },
  });
}
