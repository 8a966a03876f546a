import type { Exemption } from '#db/queries/exemptions.ts';
import type { AuditVerb } from '#lib/domain/audit/entry.ts';
import type { AuditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { ExceptionNewsKind } from '../exception/tell-exceptions.ts';
import type { LockedRepository } from '../ledger/changes.ts';
import { tellExemption } from './tell-exemption.ts';

const NEWS = {
  'exemption.requested': 'exception_requested',
  'exemption.approved': 'exception_approved',
  'exemption.refused': 'exception_refused',
  'exemption.withdrawn': 'exception_withdrawn',
  'exemption.expired': 'exception_expired',
} as const satisfies Record<Extract<AuditVerb, `exemption.${string}`>, ExceptionNewsKind>;

/** The entry of the audit log about one exemption, and what is told of it: to be written last. */
export async function noteExemption(
  at: LockedRepository,
  source: AuditSource,
  verb: Extract<AuditVerb, `exemption.${string}`>,
  { number, category, reason, expiresAt }: Pick<Exemption, 'number' | 'category' | 'reason' | 'expiresAt'>,
  more: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  const { tx, repository } = at;
  const { kind, id } = source.actor;
  await tellExemption(at, NEWS[verb], { category, expiresAt }, kind === 'person' ? id : null);
  await writeAudit(tx, source, {
    verb,
    target: { kind: 'repository', id: repository.fullName, name: repository.fullName },
    detail: { exemption: number, category, reason, until: expiresAt.toISOString(), ...more },
  });
}
