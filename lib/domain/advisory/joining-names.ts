import { canonicalAdvisory, isCve, isOneProblem, lowestName, normaliseAdvisories } from './advisory.ts';

/** A record of one problem has few names; more are no help and a burden. */
const MOST = 24;
/** Ids are short; what is longer would not fit an index. */
const LONGEST = 200;

/**
 * Names that a record states as those of one problem, the one that it is known by first: its ids of databases with one
 * problem for each id, and its lowest CVE. Its other CVEs, and bulletins, are not among them. Where it has bulletins
 * alone, the one that it is known by stands alone. Empty without any name.
 */
export function joiningNames(advisories: readonly string[]): string[] {
  const names = normaliseAdvisories(advisories);
  const first = canonicalAdvisory(names);
  if (first === '' || first.length > LONGEST) return [];
  const lowestCve = lowestName(names.filter(isCve));
  const joining = names.filter(
    (name) => isOneProblem(name) && name.length <= LONGEST && (!isCve(name) || name === lowestCve),
  );
  if (!joining.includes(first)) return [first];
  return [first, ...joining.filter((name) => name !== first).sort()].slice(0, MOST);
}
