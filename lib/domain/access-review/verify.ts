import type { ItemKind, Verification } from './review.ts';

/** What was decided to become of a right. */
export interface Wanted {
  decision: 'revoke' | 'change';
  toLevel: number | null;
  decidedAt: Date;
}

/** What the newest inventory of its system says of it. */
export interface Shown {
  /** The highest level that stands; 0: nothing does. */
  level: number;
  /** Whether that is what was said before, because it was not told now. */
  unknown: boolean;
}

/** The right that was frozen: what stood beside it then is another matter. */
export interface FrozenRight {
  kind: ItemKind;
  principal: number;
  target: number;
  via: string | null;
  permission: string;
  /** Number of the snapshot that it was frozen from. */
  snapshot: number;
}

export interface StandingRow {
  kind: ItemKind;
  principal: number;
  target: number;
  via: string | null;
  permission: string | null;
  level: number;
  since: number;
  unknown: boolean;
}

/**
 * What is left of a right: itself, and what came in its place since it was frozen. A membership is there or not, whatever its group
 * may do: it counts as 1 at least.
 */
export function shownOf(item: FrozenRight, rows: readonly StandingRow[]): Shown {
  const left = rows.filter(
    (row) =>
      row.kind === item.kind &&
      row.principal === item.principal &&
      row.target === item.target &&
      (item.kind !== 'right' ||
        (row.via === item.via && (row.permission === item.permission || row.since > item.snapshot))),
  );
  const least = item.kind === 'own' ? 0 : 1;
  return {
    level: Math.max(0, ...left.map(({ level }) => Math.max(level, least))),
    unknown: left.some(({ unknown }) => unknown),
  };
}

/**
 * What became of a decision by a snapshot. One that was collected before the decision says nothing of it, and what was not told never
 * verifies.
 * @returns null: as before
 */
export function verify(
  { decision, toLevel, decidedAt }: Wanted,
  { level, unknown }: Shown,
  collectedAt: Date,
): Exclude<Verification, 'pending'> | null {
  if (collectedAt <= decidedAt) return null;
  if (unknown) return 'unknown';
  return level <= (decision === 'revoke' ? 0 : (toLevel ?? 0)) ? 'verified' : 'present';
}

/** After so many days a decision that nobody carried out is shown, and people are reminded. */
export const OVERDUE_DAYS = 7;
