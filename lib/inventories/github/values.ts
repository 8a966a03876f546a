import type { Level } from '#lib/domain/privilege/inventory.ts';
import { asRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { nameOf } from '../shared/values.ts';

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
