import type { AuditEntry, Seal, Seals } from './entry.ts';
import { sha256 } from './sha256.ts';

export const SEALED_PARTS = ['actor', 'target', 'detail'] as const;
export type SealedPart = (typeof SEALED_PARTS)[number];

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** What a seal stands for: the texts of an entry that may name a person. */
function textOf({ actor, source, target, detail }: Omit<AuditEntry, 'sequence'>, part: SealedPart): string {
  switch (part) {
    case 'actor':
      return JSON.stringify([actor.name, source]);
    case 'target':
      return JSON.stringify(target.name);
    case 'detail':
      return JSON.stringify(Object.entries(detail).sort(byKey));
  }
}

const sealOf = (salt: string, text: string): Seal => ({ salt, digest: sha256(salt + text) });

/** @param salts random, in hex: who has none cannot guess a text from its digest */
export function sealEntry(entry: Omit<AuditEntry, 'sequence'>, salts: Record<SealedPart, string>): Seals {
  return {
    actor: sealOf(salts.actor, textOf(entry, 'actor')),
    target: sealOf(salts.target, textOf(entry, 'target')),
    detail: sealOf(salts.detail, textOf(entry, 'detail')),
  };
}

/** What stands for the name of somebody who was removed. The number ties together what one person did. */
export const removedName = (personId: string): string => `Removed person ${personId}`;

/** The person whose text was taken out of this part, with the salt; null for none. */
function erasedPerson({ actor, target }: AuditEntry, part: SealedPart): string | null {
  const person = part === 'actor' ? { kind: actor.kind, id: String(actor.id) } : target;
  return person.kind === 'person' ? person.id : null;
}

/** What is left of a part whose text was taken out. */
function isBlank({ actor, source, target, detail }: AuditEntry, part: SealedPart): boolean {
  switch (part) {
    case 'actor':
      return actor.name === removedName(String(actor.id)) && source === null;
    case 'target':
      return target.name === removedName(target.id);
    case 'detail':
      return Object.keys(detail).length === 0;
  }
}

/**
 * Compares each part with its seal. A part without a salt was taken out for good: its digest stays, and it must be blank.
 * @returns false when a part was changed, else the persons whose texts were taken out
 */
export function openSeals(entry: AuditEntry, seals: Seals): false | string[] {
  const erased: string[] = [];
  for (const part of SEALED_PARTS) {
    const { salt, digest } = seals[part];
    if (salt !== null) {
      if (sealOf(salt, textOf(entry, part)).digest !== digest) return false;
      continue;
    }
    const person = erasedPerson(entry, part);
    if (person === null || !isBlank(entry, part)) return false;
    erased.push(person);
  }
  return erased;
}
