import type {
  Grant,
  Level,
  Principal,
  PrincipalKind,
  Resource,
  ResourceKind,
  Seen,
} from '#lib/domain/privilege/inventory.ts';
import { asDate, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';

/** Ids of code hosts are whole numbers that never change; names do. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  return typeof value === 'string' && /^[1-9][0-9]{0,18}$/.test(value) ? value : null;
}

/** Null when it was not told, which is not false. */
export const flagOf = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

export function dateOf(value: unknown): Date | null {
  const text = asDate(value);
  return text === null ? null : new Date(text);
}

/** `null` says never; a member that is not there says nothing. */
export function seenOf(row: Json, name: string): Seen {
  if (!Object.hasOwn(row, name)) return null;
  return row[name] === null ? 'never' : dateOf(row[name]);
}

export const nameOf = (value: unknown): string | null => {
  const text = asString(value);
  return text === null ? null : oneLine(text, 200);
};

export function principalOf(kind: PrincipalKind, id: string, name: string, known: Partial<Principal> = {}): Principal {
  return {
    id,
    kind,
    name,
    owner: null,
    twoFactor: null,
    standing: null,
    createdAt: null,
    expiresAt: null,
    lastActiveAt: null,
    suspended: null,
    password: null,
    permissions: null,
    everywhere: null,
    runner: null,
    ...known,
  };
}

export function resourceOf(kind: ResourceKind, id: string, name: string, known: Partial<Resource> = {}): Resource {
  return {
    id,
    kind,
    name,
    parent: null,
    visibility: null,
    archived: false,
    createdAt: null,
    updatedAt: null,
    expiresAt: null,
    lastUsedAt: null,
    tags: null,
    ...known,
  };
}

type GrantBasis = Pick<Grant, 'principal' | 'resource' | 'permission' | 'via'> & { level: Level };

/** A right that does not end, and of which no more was told. */
export function grantOf(basis: GrantBasis, known: Partial<Grant> = {}): Grant {
  return {
    ...basis,
    expiresAt: 'never',
    grantedAt: null,
    grantedBy: null,
    lastUsedAt: null,
    conditions: null,
    ...known,
  };
}
