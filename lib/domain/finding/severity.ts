import { SEVERITIES, type Severity, STATED_SEVERITIES, type StatedSeverity } from './finding.ts';

const WORDS: Readonly<Record<StatedSeverity, readonly string[]>> = {
  critical: ['critical', 'crit', 'blocker', 'urgent', 'emergency', 'alert', 'very high', 'fatal', 'severe', 'c', 'p0'],
  high: ['high', 'error', 'err', 'major', 'important', 'serious', 'danger', 'h', 'p1'],
  medium: ['medium', 'med', 'moderate', 'warning', 'warn', 'average', 'm', 'p2'],
  low: ['low', 'minor', 'note', 'notice', 'very low', 'trivial', 'l', 'p3'],
  info: ['info', 'informational', 'information', 'negligible', 'style', 'hint', 'debug', 'i', 'p4'],
};

const BY_WORD: ReadonlyMap<string, StatedSeverity> = new Map(
  STATED_SEVERITIES.flatMap((severity) => WORDS[severity].map((word) => [word, severity] as const)),
);

const RANK: ReadonlyMap<string, number> = new Map(STATED_SEVERITIES.map((severity, index) => [severity, index]));
const KNOWN: ReadonlySet<string> = new Set(SEVERITIES);

/** 0 is the worst (`critical`), 4 the mildest (`info`), 5 unknown: of several statements any other one decides. */
export function severityRank(severity: Severity): number {
  return RANK.get(severity) ?? STATED_SEVERITIES.length;
}

/** What it weighs as: an unknown severity weighs as medium. */
export function countedAs(severity: Severity): StatedSeverity {
  return severity === 'unknown' ? 'medium' : severity;
}

export function worseSeverity(a: Severity, b: Severity): Severity {
  return severityRank(a) <= severityRank(b) ? a : b;
}

export function isSeverity(word: unknown): word is Severity {
  return typeof word === 'string' && KNOWN.has(word);
}

/** CVSS 3 and 4 qualitative bands; `null` when it is no score. */
export function severityFromCvss(score: number): StatedSeverity | null {
  if (!Number.isFinite(score) || score < 0 || score > 10) return null;
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

/** The usual words of scanners, or a CVSS score as number or text; `null` when it says nothing known (`unknown`). */
export function severityFrom(reported: string | number | null): StatedSeverity | null {
  if (reported === null) return null;
  if (typeof reported === 'number') return severityFromCvss(reported);
  const word = reported.trim().toLowerCase().replace(/[_-]/g, ' ');
  const known = BY_WORD.get(word) ?? BY_WORD.get(word.replace(/ (?:risk|severity|priority)$/, ''));
  if (known !== undefined) return known;
  return /^\d{1,2}(?:\.\d{1,4})?$/.test(word) ? severityFromCvss(Number(word)) : null;
}
