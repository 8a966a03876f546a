/** A finding as one reading of a report described it. */
export interface Described {
  key: string;
  scanner: string;
  ruleId: string;
  path: string | null;
  line: number | null;
  title: string;
  message: string;
  packageName: string | null;
  /** All names of its advisory. */
  advisories: readonly string[];
  resource: string | null;
}

interface Pass {
  /** What both readings must say alike; an empty list: the finding takes no part. */
  of(finding: Described): string[];
  /** Whether some may be left over on one side; else only groups of equal size are paired. */
  surplus?: true;
}

const signature = (...parts: readonly (string | number)[]): string[] => [JSON.stringify(parts)];
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}@/:]+/gu, '-');
const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** From what says most to what says least; each takes what the earlier ones left. */
const PASSES: readonly Pass[] = [
  { of: ({ key }) => [key] },
  { of: ({ ruleId, path, line, message }) => signature(ruleId, path ?? '', line ?? 0, message) },
  {
    of: ({ ruleId, path, line, resource }) => (path === null ? [] : signature(ruleId, path, line ?? 0, resource ?? '')),
  },
  {
    of: ({ packageName, advisories, path }) =>
      packageName === null
        ? []
        : advisories.flatMap((name) => signature(plain(packageName), name.toUpperCase(), path ?? '')),
  },
  {
    of: ({ packageName, advisories }) =>
      packageName === null ? [] : advisories.flatMap((name) => signature(plain(packageName), name.toUpperCase())),
  },
  { of: ({ ruleId, path, message }) => signature(ruleId, path ?? '', message), surplus: true },
  { of: ({ ruleId, path, line }) => (path === null ? [] : signature(ruleId, path, line ?? 0)), surplus: true },
  { of: ({ path, line, message }) => (path === null ? [] : signature(path, line ?? 0, message)) },
  { of: ({ path, line }) => (path === null || line === null ? [] : signature(path, line)) },
  { of: ({ ruleId, path, line }) => (path === null ? [] : signature(ruleId, fileOf(path), line ?? 0)) },
  { of: ({ ruleId, message, resource }) => signature(ruleId, message, resource ?? '') },
  { of: ({ title, message }) => signature(title, message) },
  { of: ({ ruleId, message }) => signature(ruleId, message) },
  // It is the same report: as many of one rule as are left on both sides are the same ones.
  { of: ({ ruleId }) => signature(ruleId) },
];

/**
 * Pairs what two readings of the same report found: whatever the newer reader changed of keys, names and places, the
 * report's items are the same ones. Both lists in the order of the report. Linear in their length.
 * @returns places in both lists
 */
export function pairReadings(
  before: readonly Described[],
  after: readonly Described[],
): { before: number; after: number }[] {
  const pairs: { before: number; after: number }[] = [];
  const left = { before: new Set(before.keys()), after: new Set(after.keys()) };
  for (const pass of PASSES) {
    if (left.before.size === 0 || left.after.size === 0) break;
    const gained = groupBy(pass, after, left.after);
    for (const [name, lost] of groupBy(pass, before, left.before)) {
      const was = lost.filter((place) => left.before.has(place));
      const now = (gained.get(name) ?? []).filter((place) => left.after.has(place));
      if (now.length === 0 || (was.length !== now.length && pass.surplus === undefined)) continue;
      was.slice(0, now.length).forEach((place, index) => {
        const partner = now[index];
        if (partner === undefined) return;
        pairs.push({ before: place, after: partner });
        left.before.delete(place);
        left.after.delete(partner);
      });
    }
  }
  return pairs;
}

function groupBy(pass: Pass, findings: readonly Described[], places: ReadonlySet<number>): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const place of places) {
    const finding = findings[place];
    if (finding === undefined) continue;
    for (const name of new Set(pass.of(finding))) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [place]);
      else group.push(place);
    }
  }
  return groups;
}
