import cvss from 'ae-cvss-calculator';

/** The base score that a CVSS vector of any version stands for, for ratings without one; null for what is no whole vector. */
export function scoreOfVector(vector: string | null): number | null {
  if (vector === null || vector.length > 1000) return null;
  const parsed = cvss.fromVector(vector);
  return parsed?.isBaseFullyDefined() ? (parsed.calculateScores().base ?? null) : null;
}
