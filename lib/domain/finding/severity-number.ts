import { CONFIDENCES, type Confidence, SEVERITIES, type Severity } from './finding.ts';

/** Critical 4 … info 0: the number that indexes order by. */
export function severityNumber(severity: Severity): number {
  return SEVERITIES.length - 1 - SEVERITIES.indexOf(severity);
}

export function severityOf(number: number): Severity {
  return SEVERITIES[SEVERITIES.length - 1 - number] ?? 'info';
}

/** Verified 4 … unknown 0. */
export function confidenceNumber(confidence: Confidence): number {
  return CONFIDENCES.length - 1 - CONFIDENCES.indexOf(confidence);
}

export function confidenceOf(number: number): Confidence {
  return CONFIDENCES[CONFIDENCES.length - 1 - number] ?? 'unknown';
}

const SEVERITY_STEP = 100;

/** What lists are ordered by. */
export function rankOf(severity: number, confidence: number): number {
  return severity * SEVERITY_STEP + confidence * 10;
}

export interface RankRange {
  from: number;
  to: number;
}

/** The ranks of these severity numbers: neighbours as one range, so that an index is walked once for them. */
export function rankRanges(severities: readonly number[]): RankRange[] {
  const ranges: RankRange[] = [];
  for (const severity of [...new Set(severities)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    const from = severity * SEVERITY_STEP;
    const to = from + SEVERITY_STEP - 1;
    if (last && last.to + 1 === from) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}
