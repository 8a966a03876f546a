import type { Level, Principal, PrincipalKind, Resource, ResourceKind, Seen } from '#lib/domain/privilege/inventory.ts';
import { asDate, asRecord, asString, type Json, oneLine } from '#lib/scanners/shared/text.ts';

/** GitHub's ids are whole numbers that never change; names do. */
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
    ...known,
  };
}

const LEVELS: Readonly<Record<string, Level>> = {
  read: 1,
  pull: 1,
  triage: 2,
  write: 3,
  push: 3,
  maintain: 4,
  admin: 5,
};

/** `role_name`, or the highest of `permissions`; a role of the organization's own counts by its permissions. Null: not told. */
export function roleOf(row: Json): { permission: string; level: Level } | null {
  const permissions = asRecord(row.permissions);
  const highest = ['admin', 'maintain', 'push', 'triage', 'pull'].find((name) => permissions[name] === true);
  const role = nameOf(row.role_name) ?? nameOf(row.permission) ?? highest ?? null;
  const level = (role === null ? undefined : LEVELS[role]) ?? (highest === undefined ? undefined : LEVELS[highest]);
  return role === null || level === undefined ? null : { permission: role, level };
}

/** `{contents: "write"}`, also from GitHub's groups of them: `{organization: {}, repository: {}}`. */
export function permissionsOf(value: unknown): Record<string, string> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const found: Record<string, string> = {};
  for (const [name, each] of Object.entries(value)) {
    if (typeof each === 'string') found[oneLine(name, 60)] = oneLine(each, 20);
    else if (typeof each === 'object') Object.assign(found, permissionsOf(each) ?? {});
  }
  return found;
}
