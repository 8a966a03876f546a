import { canonicalAdvisory, isCve } from './advisory.ts';

/** What is known of the problem that a name belongs to. */
export interface KnownName {
  canonical: string;
  /** How many names the problem has, and how many of them are CVEs. */
  names: number;
  cves: number;
}

export interface JoinedNames {
  /** The canonical name of every name given, and of what was canonical before. */
  canonical: Map<string, string>;
  /** Groups that were not joined, because the problem would have too many names to be one. */
  refused: string[][];
}

/** A CVE that a scanner numbers anew for each package and distribution has hundreds of names, but hardly a second CVE. */
export const MOST_NAMES = 1000;
export const MOST_CVES = 8;

interface Problem {
  canonical: string;
  names: number;
  cves: number;
}

/**
 * Joins names by groups that belong to one problem each, and what was known before. The order of the groups, and of the
 * names in them, does not matter.
 */
export function joinNames(groups: readonly (readonly string[])[], known: ReadonlyMap<string, KnownName>): JoinedNames {
  const parents = new Map<string, string>();
  const problems = new Map<string, Problem>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    for (let at = name; at !== root; ) {
      const up = parents.get(at) ?? root;
      parents.set(at, root);
      at = up;
    }
    return root;
  };
  const problemOf = (name: string): Problem => {
    const stored = known.get(name);
    const root = rootOf(stored?.canonical ?? name);
    const problem = problems.get(root) ?? stored ?? { canonical: name, names: 1, cves: isCve(name) ? 1 : 0 };
    problems.set(root, { canonical: root, names: problem.names, cves: problem.cves });
    return { ...problem, canonical: root };
  };
  const refused: string[][] = [];
  for (const group of [...groups].map((names) => [...names].sort()).sort(compareGroups)) {
    const joined = [...new Map(group.map((name) => problemOf(name)).map((one) => [one.canonical, one])).values()];
    const names = joined.reduce((sum, one) => sum + one.names, 0);
    const cves = joined.reduce((sum, one) => sum + one.cves, 0);
    if (joined.length > 1 && (names > MOST_NAMES || cves > MOST_CVES)) {
      refused.push(group);
      continue;
    }
    const canonical = preferred(joined.map((one) => one.canonical));
    for (const one of joined) if (one.canonical !== canonical) parents.set(one.canonical, canonical);
    problems.set(canonical, { canonical, names, cves });
  }
  const canonical = new Map<string, string>();
  for (const { canonical: name } of known.values()) canonical.set(name, rootOf(name));
  for (const name of groups.flat()) canonical.set(name, problemOf(name).canonical);
  return { canonical, refused };
}

/** The lowest CVE, else the lowest GHSA, else the first in the alphabet: the same for any order. */
function preferred(names: readonly string[]): string {
  return canonicalAdvisory([...names].sort());
}

function compareGroups(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [a.join('\n'), b.join('\n')];
  return left === right ? 0 : left < right ? -1 : 1;
}
