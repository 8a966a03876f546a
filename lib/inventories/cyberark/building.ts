import { Building } from '../shared/building.ts';
import type { CyberarkSection } from './sections.ts';

/** Names that the vault makes itself: these are not people, and their rights are what makes it work. */
const PREDEFINED: ReadonlySet<string> = new Set([
  ...['master', 'administrator', 'auditor', 'backup', 'batch', 'dr', 'notificationengine', 'operator'],
  ...['pvwagwuser', 'pvwaappuser', 'passwordmanager', 'psmappuser', 'psmgwuser'],
]);

/** What is looked up by name while a vault is read: names are those of any case. */
export class CyberarkBuilding extends Building<CyberarkSection> {
  /** Memberships that are there already: users name their groups, and groups their users. */
  readonly joined = new Set<string>();
  readonly #members = new Map<string, string>();
  readonly #safes = new Map<string, string>();

  learnMember(name: string, id: string): boolean {
    return learn(this.#members, name, id);
  }

  byMember(name: string): string | null {
    return this.#members.get(name.toLowerCase()) ?? null;
  }

  learnSafe(name: string, id: string): boolean {
    return learn(this.#safes, name, id);
  }

  bySafe(name: string): string | null {
    return this.#safes.get(name.toLowerCase()) ?? null;
  }
}

/** @returns false where another id has the name, in this case or another */
function learn(names: Map<string, string>, name: string, id: string): boolean {
  const known = names.get(name.toLowerCase());
  if (known !== undefined && known !== id) return false;
  names.set(name.toLowerCase(), id);
  return true;
}

export const isPredefined = (name: string): boolean => PREDEFINED.has(name.toLowerCase());
