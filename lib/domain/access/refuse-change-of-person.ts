import { covers } from './access.ts';
import type { Role } from './role.ts';

export interface Person {
  id: number;
  role: Role;
  disabled: boolean;
  /** Has not chosen a password yet, and so cannot sign in. */
  invited: boolean;
}

/** What may happen to a person; `role` and `disabled` as they are to be afterwards. */
export type PersonChange = { kind: 'change'; role: Role; disabled: boolean } | { kind: 'remove' };

/** Who can sign in and manage people. */
export const isActiveAdministrator = (person: Pick<Person, 'role' | 'disabled' | 'invited'>): boolean =>
  person.role === 'admin' && !person.disabled && !person.invited;

export interface Attempt {
  /** Null for a token or a command. */
  actorId: number | null;
  person: Person;
  change: PersonChange;
  /** Of the organization, `person` included if it is one. */
  activeAdministrators: number;
}

/**
 * The rules of changing people beside the permission to do so: why this change must not happen, as a sentence; null when
 * it may.
 */
export function refuseChangeOfPerson({ actorId, person, change, activeAdministrators }: Attempt): string | null {
  if (change.kind === 'change' && actorId === person.id && !covers(person.role, change.role)) {
    return 'Nobody can give themselves a role with more rights. Ask another administrator.';
  }
  const stays = change.kind === 'change' && isActiveAdministrator({ ...person, ...change });
  if (isActiveAdministrator(person) && !stays && activeAdministrators <= 1) {
    return 'This is the last administrator who can sign in. Make somebody else an administrator first.';
  }
  return null;
}
