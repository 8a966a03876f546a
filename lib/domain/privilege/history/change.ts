import type { Principal } from '../inventory.ts';

/** What became of somebody's right: it was not there before, is not there any more, or has another level. */
export const CHANGE_WAYS = ['gained', 'lost', 'changed'] as const;
export type ChangeWay = (typeof CHANGE_WAYS)[number];

export type Standing = NonNullable<Principal['standing']>;

/** Whose right changed, on what or by which group, and how: numbers, as they are kept. */
export interface RightChange {
  principal: number;
  /** Both null: what it may do by itself, as apps and tokens do. */
  resource: number | null;
  group: number | null;
  fromLevel: number;
  toLevel: number;
}

/** Null: nothing changed. */
export function wayOf({ fromLevel, toLevel }: Pick<RightChange, 'fromLevel' | 'toLevel'>): ChangeWay | null {
  if (fromLevel === toLevel) return null;
  if (fromLevel === 0) return 'gained';
  return toLevel === 0 ? 'lost' : 'changed';
}
