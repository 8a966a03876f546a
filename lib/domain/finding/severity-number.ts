import { CONFIDENCES, type Confidence, type Severity } from './finding.ts';

const BY_NUMBER = ['info', 'low', 'medium', 'high', 'critical'] as const;
/** Below all others, so that of several statements the highest number is the one that counts. */
const UNKNOWN = -1;

/** Critical 4 … info 0, unknown -1: the number that tables hold. */
export function severityNumber(severity: Severity): number {
  return severity === 'unknown' ? UNKNOWN : BY_NUMBER.indexOf(severity);
}

export function severityOf(number: number): Severity {
  return BY_NUMBER[number] ?? 'unknown';
}

/** Counts by severity as tables and figures pass them on: info 0 … critical 4, then unknown 5. */
export const SEVERITY_SLOTS = 6;

export function severitySlot(number: number): number {
  return number === UNKNOWN ? SEVERITY_SLOTS - 1 : number;
}

/** Verified 4 … unknown 0. */
export function confidenceNumber(confidence: Confidence): number {
  return CONFIDENCES.length - 1 - CONFIDENCES.indexOf(confidence);
}

export function confidenceOf(number: number): Confidence {
  return CONFIDENCES[CONFIDENCES.length - 1 - number] ?? 'unknown';
}

const SEVERITY_STEP = 100;
const LOW = 1;

/** Unknown stands directly below medium, above the surest low. */
const UNKNOWN_RANK = 150;

const rankFrom = (severity: number): number => (severity === UNKNOWN ? UNKNOWN_RANK : severity * SEVERITY_STEP);

/** What lists are ordered by: severity × 100 (unknown: 150) + confidence × 10. */
export function rankOf(severity: number, confidence: number): number {
  return rankFrom(severity) + confidence * 10;
}

export interface RankRange {
  from: number;
  to: number;
}

/** The ranks of these severity numbers: neighbours as one range, so that an index is walked once for them. */
export function rankRanges(severities: readonly number[]): RankRange[] {
  const ranges: RankRange[] = [];
  for (const severity of [...new Set(severities)].sort((a, b) => rankFrom(a) - rankFrom(b))) {
    const last = ranges.at(-1);
    const from = rankFrom(severity);
    const to = from + (severity === UNKNOWN || severity === LOW ? UNKNOWN_RANK - SEVERITY_STEP : SEVERITY_STEP) - 1;
    if (last && last.to + 1 === from) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}
