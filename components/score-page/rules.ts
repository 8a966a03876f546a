import type { Confidence } from '#lib/domain/finding/finding.ts';
import { EXPOSURES, type Exposure } from '#lib/domain/repository/exposure.ts';
import { DEFAULT_FRESH_DAYS, freshness } from '#lib/domain/score/confidence.ts';
import { GRADE_FROM, GRADES, type Grade } from '#lib/domain/score/grade.ts';
import { HEALTH, severityHealth } from '#lib/domain/score/state.ts';
import {
  CONFIDENCE_FACTOR,
  countFactor,
  exposureFactor,
  OVERDUE_FACTOR,
  SCORED_SEVERITIES,
  type ScoredSeverity,
} from '#lib/domain/score/units.ts';
import { formatNumber } from '#lib/format.ts';

/** Ages in days at which the table shows what a scan still counts. */
const AGES = [1, 2, 3, 5, 9].map((times) => times * DEFAULT_FRESH_DAYS);

/** What a scan of this age counts, 0-1. */
export const freshnessSteps = (): { days: number; share: number }[] =>
  AGES.map((days) => ({ days, share: freshness(days) }));

export interface SeverityRule {
  severity: ScoredSeverity;
  /** Share of a category's measured points, 0-1, that one plain open finding takes. */
  first: number;
  /** Share that all open ones of this severity together can take. */
  most: number;
}

export const severityRules = (): SeverityRule[] =>
  SCORED_SEVERITIES.map((severity) => ({
    severity,
    first: 1 - severityHealth(severity, 1),
    most: HEALTH[severity].cap,
  }));

/** How often findings with one fix count: as one when there is one, little more when there are many. */
export const COUNT_EXAMPLE = { findings: 16, as: countFactor(16) };

export interface FactorRule {
  what: string;
  /** What a finding's weight is multiplied with. */
  factor: number;
}

const EXPOSURE_WORDS: Record<Exposure, string> = {
  public: 'the repository is public',
  internal: 'the repository is internal',
  nonprod: 'the repository is not used in production',
};
const CONFIDENCE_WORDS: Record<Confidence, string> = {
  verified: 'the scanner verified it',
  high: 'the scanner is sure',
  unknown: 'the scanner does not say how sure it is',
  medium: 'the scanner is fairly sure',
  low: 'the scanner is unsure',
};

/** What makes a finding weigh more or less than a plain one; what changes nothing is left out. */
export function factorRules(): FactorRule[] {
  const confidences = Object.entries(CONFIDENCE_WORDS) as [Confidence, string][];
  const all: FactorRule[] = [
    { what: 'it has been open for more than twice as long as allowed', factor: OVERDUE_FACTOR.twice },
    { what: 'it is past its due date', factor: OVERDUE_FACTOR.overdue },
    ...EXPOSURES.map((exposure) => ({ what: EXPOSURE_WORDS[exposure], factor: exposureFactor(exposure) })),
    ...confidences.map(([confidence, what]) => ({ what, factor: CONFIDENCE_FACTOR[confidence] })),
  ];
  return all.filter(({ factor }) => factor !== 1).sort((a, b) => b.factor - a.factor);
}

/** `75 to 89.9`: the scores of a grade, in the tenths in which they are shown. */
export function gradeRange(grade: Grade): string {
  const better = GRADES[GRADES.indexOf(grade) - 1];
  if (better === undefined) return `${GRADE_FROM[grade]} to 100`;
  const top = GRADE_FROM[better];
  return grade === 'E' ? `below ${top}` : `${GRADE_FROM[grade]} to ${formatNumber(top - 0.1, 1)}`;
}
