import { compareVersions, sharedNumbers } from './version.ts';

/**
 * The minimal version that fixes every finding of one package, from each finding's fixed versions (a finding fixed on
 * several release lines has several). A finding without a known fix is left out: it waits in *watch*.
 * Null is unknown: nothing is fixed yet, versions that cannot be compared, or no fix above the version in use.
 */
export function targetVersion(
  fixedVersions: readonly (readonly string[])[],
  current: string | null = null,
  ecosystem: string | null = null,
): string | null {
  const lists = distinct(fixedVersions);
  const all = [...new Set(lists.flat())];
  const sorted = sortVersions(all, ecosystem);
  if (sorted === null || (current !== null && compareVersions(current, all[0] ?? '', ecosystem) === null)) {
    return all.length === 1 ? (all[0] ?? null) : null;
  }
  const fixes = lists.map((list) => sortVersions(list, ecosystem) ?? []);
  // Without the version in use no release line can be told: the highest fix of each finding is safe.
  const floors = fixes.map((list) => (current === null ? list.at(-1) : list[0]) ?? '');
  const floor = sortVersions(floors, ecosystem)?.at(-1);
  if (floor === undefined) return null;
  const order = (a: string, b: string) => compareVersions(a, b, ecosystem) ?? 0;
  return (
    sorted.find(
      (version) =>
        order(version, floor) >= 0 &&
        (current === null || order(version, current) > 0) &&
        fixes.every((list) => isFixedAt(version, list, ecosystem)),
    ) ?? null
  );
}

function distinct(lists: readonly (readonly string[])[]): (readonly string[])[] {
  const filled = lists.filter((list) => list.length > 0);
  return [...new Map(filled.map((list) => [list.join(' '), list])).values()];
}

/** Lowest first; null when there is none, or one that cannot be compared. */
function sortVersions(versions: readonly string[], ecosystem: string | null): string[] | null {
  if (versions.length === 0 || versions.some((version) => compareVersions(version, '0', ecosystem) === null))
    return null;
  return versions.toSorted((a, b) => compareVersions(a, b, ecosystem) ?? 0);
}

/**
 * Fixed at or above the highest fix, or on a release line with its own fix: 2.12.5 has what {2.3.2, 2.12.4, 2.17.1}
 * fix, but 2.15.0 does not, because it is no nearer to 2.12.4 than to the fix that is still to come.
 */
function isFixedAt(version: string, sorted: readonly string[], ecosystem: string | null): boolean {
  const order = (fixed: string) => compareVersions(fixed, version, ecosystem) ?? 1;
  const below = sorted.findLast((fixed) => order(fixed) <= 0);
  if (below === undefined) return false;
  const above = sorted.find((fixed) => order(fixed) > 0);
  if (above === undefined || order(below) === 0) return true;
  return sharedNumbers(version, below, ecosystem) > sharedNumbers(version, above, ecosystem);
}
