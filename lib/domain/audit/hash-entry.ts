import * as crypto from 'node:crypto';
import type { AuditEntry, ChainHead } from './entry.ts';

/** What the first entry of a chain continues. */
export const CHAIN_START: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

const sha256: (text: string) => string =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha256', text, 'hex')
    : (text) => crypto.createHash('sha256').update(text).digest('hex');

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** One text for one entry, whatever order the database returns the fields of its detail in. */
export function canonicalText(entry: AuditEntry): string {
  const { orgId, sequence, at, actor, verb, target, source, detail } = entry;
  const who = [actor.kind, actor.id, actor.name];
  const what = [target.kind, target.id, target.name];
  return JSON.stringify([
    orgId,
    sequence,
    at.toISOString(),
    who,
    verb,
    what,
    source,
    Object.entries(detail).sort(byKey),
  ]);
}

/** SHA-256, in hex, over the hash of the entry before (in hex) followed by the entry's canonical text. */
export function hashEntry(previous: string, entry: AuditEntry): string {
  return sha256(previous + canonicalText(entry));
}
