import { CRITICALITIES, CRITICALITY_WEIGHT, type Criticality } from '#lib/domain/repository/criticality.ts';
import { EXPOSURES, type Exposure } from '#lib/domain/repository/exposure.ts';
import { CONFIDENCE_FACTOR, EXPLOIT_FACTOR, EXPOSURE_FACTOR } from '#lib/domain/score/units.ts';
import { EXPLOITS } from './exploit.ts';
import { type Category, CONFIDENCES } from './finding.ts';
import { UNKNOWN } from './severity-number.ts';

/**
 * What the list "most severe first" is ordered by, as a number that indexes can walk. A secret that still works comes
 * first, as in the queue. Then severity decides, and within one severity what a finding weighs in the queue: its
 * repository's criticality and exposure, what is known of exploitation, and how sure its scanner is. What changes from day to day (due dates) and what
 * concerns the fix (effort, how many it closes) is the queue's alone.
 */
export interface FindingRank {
  category: Category;
  /** Critical 4 … info 0, unknown -1. */
  severity: number;
  /** Verified 4 … unknown 0. */
  confidence: number;
  /** The place in EXPLOITS. */
  exploit: number;
  criticality: Criticality;
  exposure: Exposure;
}

const SEVERITY_STEP = 200;
const LOW = 1;
/** Unknown stands directly below medium, above any low. */
const UNKNOWN_RANK = 300;
/** Added for a secret that was tried and still works. */
export const LIVE_RANK = 1000;
/** So many steps double the weight; all weights together stay below the 100 steps between two severities. */
const OCTAVE = 8;

/** Steps of each weight above the least one of its kind. */
function stepsOf<K extends string>(words: readonly K[], weights: Readonly<Record<K, number>>): Record<K, number> {
  const least = Math.min(...words.map((word) => weights[word]));
  const steps: Record<K, number> = { ...weights };
  for (const word of words) steps[word] = Math.round(OCTAVE * Math.log2(weights[word] / least));
  return steps;
}

export const CRITICALITY_STEPS: Readonly<Record<Criticality, number>> = stepsOf(CRITICALITIES, CRITICALITY_WEIGHT);
export const EXPOSURE_STEPS: Readonly<Record<Exposure, number>> = stepsOf(EXPOSURES, EXPOSURE_FACTOR);
const STEPS_OF_CONFIDENCE = stepsOf(CONFIDENCES, CONFIDENCE_FACTOR);
/** By number: unknown 0 … verified 4. */
export const CONFIDENCE_STEPS: readonly number[] = CONFIDENCES.map((one) => STEPS_OF_CONFIDENCE[one]).toReversed();
const STEPS_OF_EXPLOIT = stepsOf(EXPLOITS, EXPLOIT_FACTOR);
/** By number: none 0 … kev 5. */
export const EXPLOIT_STEPS: readonly number[] = EXPLOITS.map((one) => STEPS_OF_EXPLOIT[one]);
/** Words of a later version weigh as these. */
export const OTHER_STEPS = { criticality: CRITICALITY_STEPS.normal, exposure: EXPOSURE_STEPS.internal };

/** Where the ranks of a severity begin: also the order of severities. */
export function severityRankFrom(severity: number): number {
  return severity === UNKNOWN ? UNKNOWN_RANK : severity * SEVERITY_STEP;
}

export function rankOf({ category, severity, confidence, exploit, criticality, exposure }: FindingRank): number {
  const live = category === 'secret' && confidence === CONFIDENCES.length - 1 ? LIVE_RANK : 0;
  const repository =
    (CRITICALITY_STEPS[criticality] ?? OTHER_STEPS.criticality) + (EXPOSURE_STEPS[exposure] ?? OTHER_STEPS.exposure);
  const own = (CONFIDENCE_STEPS[confidence] ?? 0) + (EXPLOIT_STEPS[exploit] ?? 0);
  return live + severityRankFrom(severity) + repository + own;
}

export interface RankRange {
  from: number;
  to: number;
}

/** The ranks of these severity numbers: neighbours as one range, so that an index is walked once for them. */
export function rankRanges(severities: readonly number[]): RankRange[] {
  const ranges: RankRange[] = [];
  const sorted = [...new Set(severities)].sort((a, b) => severityRankFrom(a) - severityRankFrom(b));
  for (const start of [0, LIVE_RANK]) {
    for (const severity of sorted) {
      const last = ranges.at(-1);
      const from = start + severityRankFrom(severity);
      const width = severity === UNKNOWN || severity === LOW ? UNKNOWN_RANK - SEVERITY_STEP : SEVERITY_STEP;
      if (last && last.to + 1 === from) last.to = from + width - 1;
      else ranges.push({ from, to: from + width - 1 });
    }
  }
  return ranges;
}
