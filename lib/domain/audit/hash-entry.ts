import type { AuditEntry, ChainHead, Seals } from './entry.ts';
import { sha256 } from './sha256.ts';

/** What the first entry of a chain continues. */
export const CHAIN_START: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** One text for one entry, whatever order the database returns the fields of its detail in. */
function canonicalText(entry: AuditEntry, seals: Seals | null): string {
  const { orgId, sequence, at, actor, verb, target, source, detail } = entry;
  const when = at.toISOString();
  if (seals !== null) {
    // Texts that may name a person are covered by their digests: they can be taken out, and the chain still holds.
    const digests = [seals.actor.digest, seals.target.digest, seals.detail.digest];
    return JSON.stringify([
      'sealed',
      orgId,
      sequence,
      when,
      actor.kind,
      actor.id,
      verb,
      target.kind,
      target.id,
      digests,
    ]);
  }
  const who = [actor.kind, actor.id, actor.name];
  const what = [target.kind, target.id, target.name];
  return JSON.stringify([orgId, sequence, when, who, verb, what, source, Object.entries(detail).sort(byKey)]);
}

/**
 * SHA-256, in hex, over the hash of the entry before (in hex) followed by the entry's canonical text. Without seals: as
 * entries were hashed before names could be taken out.
 */
export function hashEntry(previous: string, entry: AuditEntry, seals: Seals | null): string {
  return sha256(previous + canonicalText(entry, seals));
}
