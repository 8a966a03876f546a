import { type BuiltInRole, type CustomRole, EXTRA_PERMISSIONS, REPOSITORY_ROLES } from './facts.ts';
import type { Known } from './rule-facts.ts';
import type { Tri } from './tri.ts';

/** What a principal may do in a repository, as far as it decides who gets in. */
export const RIGHTS = ['read', 'write', 'admin', ...EXTRA_PERMISSIONS] as const;
export type Right = (typeof RIGHTS)[number];
export type RoleRights = Readonly<Record<Right, Tri>>;

/** What a role gives. A name that no list explains gives reading, and who knows what else. */
export function roleRights(role: string, customRoles: Known<readonly CustomRole[]>): RoleRights {
  if (isBuiltIn(role)) return BUILT_IN[role];
  const custom = customRoles?.find((each) => each.name === role);
  if (custom === undefined) return { ...fill(null), read: true };
  const base = BUILT_IN[custom.base];
  const own = Object.fromEntries(custom.permissions.map((permission) => [permission, true]));
  return { ...base, ...own };
}

function isBuiltIn(role: string): role is BuiltInRole {
  return (REPOSITORY_ROLES as readonly string[]).includes(role);
}

function fill(value: Tri): Record<Right, Tri> {
  return {
    read: value,
    write: value,
    admin: value,
    bypassRules: value,
    pushRestricted: value,
    editRules: value,
    editProperties: value,
    viewLeaks: value,
  };
}

const BUILT_IN: Record<BuiltInRole, RoleRights> = {
  read: { ...fill(false), read: true },
  triage: { ...fill(false), read: true },
  write: { ...fill(false), read: true, write: true },
  maintain: { ...fill(false), read: true, write: true, pushRestricted: true },
  // An admin is whoever has both permissions, and more.
  admin: { ...fill(true), editProperties: false },
};
