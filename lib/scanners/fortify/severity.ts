import type { Confidence, Severity } from '#lib/domain/finding/finding.ts';

/** Numbers from 0 to 5 that Fortify rates a result by; null where the report does not say. */
export interface Rating {
  impact: number | null;
  accuracy: number | null;
  probability: number | null;
  confidence: number | null;
  instanceSeverity: number | null;
}

/**
 * "Fortify Priority Order": impact against likelihood, each high from 2.5. FVDL holds the numbers only; rules from
 * before 2010 rate no impact, then the severity of the instance decides.
 */
export function priority(rating: Rating): Severity {
  const { impact, accuracy, probability, confidence, instanceSeverity } = rating;
  if (impact === null) return bySeverity(instanceSeverity);
  const product = (accuracy ?? 0) * (confidence ?? 0) * (probability ?? 0);
  const likelihood = Math.round((product / 25) * 10) / 10;
  if (impact >= 2.5) return likelihood >= 2.5 ? 'critical' : 'high';
  return likelihood >= 2.5 ? 'medium' : 'low';
}

function bySeverity(severity: number | null): Severity {
  if (severity === null) return 'medium';
  if (severity >= 4) return 'high';
  return severity >= 3 ? 'medium' : 'low';
}

export function confidenceFrom(value: number | null): Confidence {
  if (value === null) return 'unknown';
  if (value >= 4) return 'high';
  return value >= 2.5 ? 'medium' : 'low';
}
