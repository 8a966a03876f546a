const CVE = /^CVE-((?:19|20)\d{2})-(\d{4,9})$/;

/** A CVE as a number that no other has, for sets of hundreds of thousands; null: it is none. */
export function cveNumber(name: string): number | null {
  const match = CVE.exec(name);
  return match === null ? null : Number(match[1]) * 1e9 + Number(match[2]);
}
