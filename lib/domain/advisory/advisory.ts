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

function lowest(names: readonly string[]): string | null {
  let best: string | null = null;
  for (const name of names) {
    // Shorter numbers are older, so that CVE-2021-9999 comes before CVE-2021-10000 as people expect.
    if (best === null || name.length < best.length || (name.length === best.length && name < best)) best = name;
  }
  return best;
}

/**
 * The name that the identity uses: a CVE if any alias is one, else a GHSA, else the tool's own id (the first).
 * Of several CVEs the lowest, so that the order of aliases does not matter. `''` when there is none at all.
 */
export function canonicalAdvisory(advisories: readonly string[]): string {
  const names = normaliseAdvisories(advisories);
  return (
    lowest(names.filter((name) => name.startsWith('CVE-'))) ??
    lowest(names.filter((name) => name.startsWith('GHSA-'))) ??
    names[0] ??
    ''
  );
}
