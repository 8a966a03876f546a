import cvss from 'ae-cvss-calculator';

const REMEMBERED = 2000;
const remembered = new Map<string, number | null>();

/** The base score that a CVSS vector of any version stands for, for ratings without one; null for what is no whole vector. */
export function scoreOfVector(vector: string | null): number | null {
  if (vector === null || vector.length > 1000) return null;
  // A report has tens of thousands of vectors, but few different ones.
  const known = remembered.get(vector);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED) remembered.clear();
  const parsed = cvss.fromVector(vector);
  const score = parsed?.isBaseFullyDefined() ? (parsed.calculateScores().base ?? null) : null;
  remembered.set(vector, score);
  return score;
}
