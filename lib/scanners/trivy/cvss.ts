import { scoreOfVector } from '#lib/scanners/shared/score-of-vector.ts';
import { asNumber, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';

const VERSIONS = ['V40', 'V3', 'V2'] as const;

/**
 * The base score of the source that Trivy took the severity from, else NVD's, else the first that has one; the newest
 * version of CVSS that this source scores, or has a vector of.
 */
export function cvssScore(item: Json): number | null {
  const sources = asRecord(item.CVSS);
  const chosen = asString(item.SeveritySource);
  const order = [...(chosen === null ? [] : [chosen]), 'nvd', 'ghsa', 'redhat', ...Object.keys(sources)];
  for (const name of order) {
    if (!Object.hasOwn(sources, name)) continue;
    const scores = asRecord(sources[name]);
    for (const version of VERSIONS) {
      const score = positive(asNumber(scores[`${version}Score`])) ?? vectorScore(scores[`${version}Vector`]);
      if (score !== null) return score;
    }
  }
  return null;
}

/** A score of 0 is written where there is none. */
const positive = (score: number | null): number | null => (score !== null && score > 0 && score <= 10 ? score : null);

const vectorScore = (vector: unknown): number | null => positive(scoreOfVector(asString(vector)));
