const CVE = /^CVE[-_ :]?(\d{4})[-_](\d{4,12})$/i;
const GHSA = /^GHSA[-_ ]?([0-9a-z]{4})[-_]([0-9a-z]{4})[-_]([0-9a-z]{4})$/i;
// Names that are upper case in their own databases; their separators and the rest of the id stay as reported.
const UPPER_PREFIX = /^(?:RUSTSEC|PYSEC|GO|SNYK|OSV|DSA|DLA|USN|RHSA|RHBA|ALAS|ELSA|MAL|GMS|BIT|SUSE-SU|EUVD)(?=-)/i;

/** One spelling per advisory: `CVE-2021-44228`, `GHSA-jfh8-c2jp-5v3q`; other databases' ids keep theirs. */
export function normaliseAdvisory(id: string): string {
  const name = id.trim();
  const cve = CVE.exec(name);
  if (cve) return `CVE-${cve[1]}-${cve[2]}`;
  const ghsa = GHSA.exec(name);
  if (ghsa) return `GHSA-${ghsa[1]}-${ghsa[2]}-${ghsa[3]}`.replace(/(?<=^GHSA-).*/, (rest) => rest.toLowerCase());
  return name.replace(UPPER_PREFIX, (prefix) => prefix.toUpperCase());
}

/** Every name once, normalised, in the order reported. */
export function normaliseAdvisories(ids: readonly string[]): string[] {
  const names = ids.length === 1 ? ids.map(normaliseAdvisory) : [...new Set(ids.map(normaliseAdvisory))];
  return names.filter((name) => name !== '');
}

/**
 * Databases in which one id stands for one problem. Bulletins (RHSA, ELSA, ALAS, DSA, USN …) cover many problems at once,
 * and what is not known to be of this kind is treated the same.
 */
const ONE_PROBLEM =
  /^(?:GHSA|PYSEC|RUSTSEC|GO|OSV|SNYK|MAL|GMS|BIT|EUVD|GSD|HSEC|PSF|RSEC|JLSEC|CURL|CGA|BDSA|WS|XRAY|SONATYPE|PRISMA|CVE|(?:DEBIAN|UBUNTU|ALPINE|BELL|MINI|ECHO|AZL|ROOT-OS-[A-Z]+)-CVE)-[0-9A-Z]|^npm:\d/i;

export const isCve = (name: string): boolean => name.startsWith('CVE-');

/** Whether the name stands for one problem; a bulletin, or what nobody knows, does not. */
export const isOneProblem = (name: string): boolean => ONE_PROBLEM.test(name);

export function lowestName(names: readonly string[]): string | null {
  let best: string | null = null;
  for (const name of names) {
    if (best === null || isLower(name, best)) best = name;
  }
  return best;
}

const YEAR = 'CVE-2021'.length;

/** By the year of a CVE, then its number: CVE-2021-9999 comes before CVE-2021-10000, as people expect. */
function isLower(a: string, b: string): boolean {
  const [left, right] = [a.slice(0, YEAR), b.slice(0, YEAR)];
  if (isCve(a) && isCve(b) && left !== right) return left < right;
  return a.length === b.length ? a < b : a.length < b.length;
}

/**
 * The name that the identity uses: a CVE if any alias is one, else a GHSA, else an id of one problem, else any. Of several
 * the lowest, so that their order does not matter. `''` when there is none at all.
 */
export function canonicalAdvisory(advisories: readonly string[]): string {
  const names = normaliseAdvisories(advisories);
  return (
    lowestName(names.filter(isCve)) ??
    lowestName(names.filter((name) => name.startsWith('GHSA-'))) ??
    names.filter(isOneProblem).sort()[0] ??
    names.toSorted()[0] ??
    ''
  );
}
