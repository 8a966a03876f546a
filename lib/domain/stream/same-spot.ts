/** Place and rule of a vanished finding. */
export interface LostSpot {
  number: number;
  ruleId: string;
  path: string | null;
  line: number | null;
  /** A secret that is known by its value: another value at its place is another secret. */
  byValue?: boolean;
}

/** Place and rule of an appeared finding; `index` is for the caller. */
export interface GainedSpot {
  index: number;
  ruleId: string;
  path: string | null;
  line: number | null;
  /** A secret that is known by its value: another value at its place is another secret. */
  byValue?: boolean;
}

/** From this share on, equal rules at equal places under other keys mean that the format changed. */
const SWITCH_SHARE = 0.8;

const spotOf = (spot: LostSpot | GainedSpot): string | null =>
  spot.path === null || spot.line === null ? null : JSON.stringify([spot.ruleId, spot.path, spot.line]);

/** Spots that exactly one finding has. */
function single<T extends LostSpot | GainedSpot>(spots: readonly T[]): Map<string, T | null> {
  const bySpot = new Map<string, T | null>();
  for (const spot of spots) {
    const name = spotOf(spot);
    if (name !== null) bySpot.set(name, bySpot.has(name) ? null : spot);
  }
  return bySpot;
}

/**
 * A repository that switches its scanner's output format, or signs the scanner in, gives the report other content to
 * make keys of: everything would be fixed and introduced again. When most of a stream is lost and gained at once with
 * the same rule at the same line, these are the same findings with new keys. Otherwise nothing is paired: one changed
 * line may well be one problem less and another one more.
 * @param kept how many of the stream's findings are still in the report under their keys
 * @param switched the format is known to be another one: then every single pair counts
 */
export function pairSameSpots(
  lost: readonly LostSpot[],
  gained: readonly GainedSpot[],
  kept: number,
  switched = false,
): { number: number; index: number }[] {
  if (lost.length === 0 || gained.length === 0 || (!switched && lost.length < kept)) return [];
  const losses = single(lost);
  const pairs: { number: number; index: number }[] = [];
  for (const [name, now] of single(gained)) {
    const was = losses.get(name);
    if (now && was && !(now.byValue && was.byValue)) pairs.push({ number: was.number, index: now.index });
  }
  return switched || pairs.length >= SWITCH_SHARE * Math.max(lost.length, gained.length) ? pairs : [];
}
