import type { Groups } from './groups.ts';

/** What somebody has, all in all: the highest level, and how many rights. */
export interface Effective {
  level: number;
  rights: number;
}

export interface Holder {
  number: number;
  ownLevel: number | null;
  /** What every member of the organization may do, where it is one. */
  baseLevel: number;
}

const NOTHING: Effective = { level: 0, rights: 0 };

/** What each has by itself, by its groups, and by being there. `direct`: rights that were given to it, by its number. */
export function effectiveOf(
  { number, ownLevel, baseLevel }: Holder,
  groups: Groups,
  direct: ReadonlyMap<number, Effective>,
): Effective {
  let { level, rights } = direct.get(number) ?? NOTHING;
  for (const group of groups.above(number)) {
    const given = direct.get(group) ?? NOTHING;
    level = Math.max(level, given.level);
    rights += given.rights;
  }
  return { level: Math.max(level, ownLevel ?? 0, baseLevel), rights };
}

const BASE: Readonly<Record<string, number>> = { none: 0, read: 1, write: 3, admin: 5 };

/** The level of a base permission, which every member of an organization has on all of its repositories. */
export const baseLevelOf = (permission: unknown): number =>
  typeof permission === 'string' && Object.hasOwn(BASE, permission) ? (BASE[permission] ?? 0) : 0;
