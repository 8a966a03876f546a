import { asNumber, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';

const FIELDS = ['V40Score', 'V3Score', 'V2Score'] as const;

/**
 * The base score of the source that Trivy took the severity from, else NVD's, else the first that has one; the newest
 * version of CVSS that this source scores.
 */
export function cvssScore(item: Json): number | null {
  const sources = asRecord(item.CVSS);
  const chosen = asString(item.SeveritySource);
  const order = [...(chosen === null ? [] : [chosen]), 'nvd', 'ghsa', 'redhat', ...Object.keys(sources)];
  for (const name of order) {
    if (!Object.hasOwn(sources, name)) continue;
    const scores = asRecord(sources[name]);
    for (const field of FIELDS) {
      const score = asNumber(scores[field]);
      if (score !== null && score > 0 && score <= 10) return score;
    }
  }
  return null;
}
