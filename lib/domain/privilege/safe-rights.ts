import type { Grant, Level } from './inventory.ts';

/** What may be done in a safe of a vault, in the order in which it is shown. */
export const SAFE_RIGHTS = [
  'list',
  'use',
  'retrieve',
  'set content',
  'confirm',
  'without confirmation',
  'manage safe',
  'manage members',
] as const;
export type SafeRight = (typeof SAFE_RIGHTS)[number];

/** As a grant's permission: always in one order, so that it changes only when a right does. */
export const safePermission = (rights: ReadonlySet<SafeRight>): string =>
  SAFE_RIGHTS.filter((right) => rights.has(right)).join(', ');

export function safeRights({ permission }: Pick<Grant, 'permission'>): Set<SafeRight> {
  const words = permission.split(', ');
  return new Set(SAFE_RIGHTS.filter((right) => words.includes(right)));
}

/** Who manages members gives himself everything. */
export function safeLevel(rights: ReadonlySet<SafeRight>): Level {
  if (rights.has('manage members')) return 5;
  if (rights.has('manage safe')) return 4;
  if (['use', 'retrieve', 'set content'].some((right) => rights.has(right as SafeRight))) return 3;
  return rights.size > 0 ? 1 : 0;
}

/** Whether the rights give what is in the safe, the use of it, or the choice of it. */
export const takesFromSafe = (rights: readonly SafeRight[]): boolean =>
  rights.some((right) => right === 'use' || right === 'retrieve' || right === 'set content');

/** Whether the rights give an account's secret, or the use of it. */
export const reachesSecret = (rights: ReadonlySet<SafeRight>): boolean => rights.has('retrieve') || rights.has('use');
