import { randomBytes } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { insertAuditEntry, takeAuditNumber } from '#db/queries/audit.ts';
import { boundDetail, boundText } from '#lib/domain/audit/bound-detail.ts';
import type { AuditDetail, AuditTarget, AuditVerb } from '#lib/domain/audit/entry.ts';
import { hashEntry } from '#lib/domain/audit/hash-entry.ts';
import { sealEntry } from '#lib/domain/audit/seal.ts';
import type { AuditSource } from './audit-source.ts';

const newSalt = (): string => randomBytes(16).toString('hex');

export interface AuditEvent {
  verb: AuditVerb;
  target: AuditTarget;
  detail?: AuditDetail;
}

/**
 * Adds an entry to the organization's audit log, in the transaction of the change that it tells of. To be called last:
 * it locks the end of the log, for which others wait until the transaction is over.
 */
export async function writeAudit(tx: Transaction, by: AuditSource, event: AuditEvent): Promise<void> {
  const { orgId, at, actor, source } = by;
  const { verb, target, detail = {} } = event;
  const { sequence, hash: previous } = await takeAuditNumber(tx, { orgId });
  const entry = {
    ...{ orgId, sequence, at, verb, source },
    actor: { ...actor, name: boundText(actor.name) },
    target: { ...target, name: boundText(target.name) },
    detail: boundDetail(detail),
  };
  const seals = sealEntry(entry, { actor: newSalt(), target: newSalt(), detail: newSalt() });
  await insertAuditEntry(tx, { ...entry, seals, previous, hash: hashEntry(previous, entry, seals) });
}
