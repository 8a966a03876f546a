import { CONFIDENCES, type Confidence, type Severity } from './finding.ts';

const BY_NUMBER = ['info', 'low', 'medium', 'high', 'critical'] as const;
/** Below all others, so that of several statements the highest number is the one that counts. */
export const UNKNOWN = -1;

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
