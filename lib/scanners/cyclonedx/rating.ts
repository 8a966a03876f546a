import type { Severity } from '#lib/domain/finding/finding.ts';
import { severityFrom, severityFromCvss, severityRank } from '#lib/domain/finding/severity.ts';
import { scoreOfVector } from '#lib/scanners/shared/score-of-vector.ts';
import { asArray, asNumber, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';

export interface Rated {
  severity: Severity;
  severityReported: string | null;
  cvss: number | null;
}

/** Methods from the most to the least telling; `''` stands for a rating that names none. */
const METHODS: readonly string[] = ['cvssv4', 'cvssv31', 'cvssv3', 'cvssv2', 'ssvc', 'owasp', 'other', ''];

/** What one rating says. */
interface Opinion extends Rated {
  source: string | null;
  method: number;
}

/**
 * One verdict of many ratings, whatever their order. Those of the vulnerability's own source come first, for a
 * distribution knows its packages better than others; else the highest counts. Of one source the newest CVSS does.
 * `fallback`: the source that the tool itself believes where the own one says nothing.
 */
export function rate(vulnerability: Json, fallback: string | null = null): Rated {
  const ratings = asArray(vulnerability.ratings).map(asRecord);
  const opinions = ratings.map(opinionOf);
  const telling = opinions.filter(({ severity }) => severity !== 'unknown');
  const trusted = [sourceName(vulnerability), fallback].filter((name) => name !== null);
  const own = trusted.map((name) => telling.filter(({ source }) => source === name)).find((list) => list.length > 0);
  const [decisive] = (own === undefined ? voices(telling) : newest(own)).sort(byWeight);
  if (decisive === undefined) return { severity: 'unknown', severityReported: anyWord(ratings), cvss: null };
  const { severity, severityReported } = decisive;
  const scored = newest(opinions.filter(({ cvss }) => cvss !== null)).sort(byWeight);
  return { severity, severityReported, cvss: decisive.cvss ?? scored[0]?.cvss ?? null };
}

/** One for each source that is named; ratings of nobody all count. */
function voices(opinions: readonly Opinion[]): Opinion[] {
  const bySource = Map.groupBy(opinions, ({ source }) => source);
  return [...bySource].flatMap(([source, list]) => (source === null ? list : newest(list)));
}

function newest(opinions: readonly Opinion[]): Opinion[] {
  const best = opinions.reduce((least, { method }) => Math.min(least, method), METHODS.length);
  return opinions.filter(({ method }) => method === best);
}

function byWeight(a: Opinion, b: Opinion): number {
  return severityRank(a.severity) - severityRank(b.severity) || (b.cvss ?? 0) - (a.cvss ?? 0);
}

function opinionOf(rating: Json): Opinion {
  const method = METHODS.indexOf(methodOf(rating));
  const cvss = isCvss(rating) ? (scoreOf(rating) ?? vectorOf(rating)) : null;
  const word = wordOf(rating);
  const severity = severityFrom(word) ?? (cvss === null ? null : severityFromCvss(cvss)) ?? 'unknown';
  const severityReported = word ?? (cvss === null ? null : String(cvss));
  return {
    source: sourceName(rating),
    method: method === -1 ? METHODS.length : method,
    severity,
    severityReported,
    cvss,
  };
}

function vectorOf(rating: Json): number | null {
  return positive(scoreOfVector(asString(rating.vector)));
}

function methodOf(rating: Json): string {
  return (asString(rating.method) ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/risk$/, '');
}

function isCvss(rating: Json): boolean {
  return (
    methodOf(rating).startsWith('cvss') ||
    (methodOf(rating) === '' && asNumber(rating.score) !== null) ||
    (methodOf(rating) === '' && vectorOf(rating) !== null)
  );
}

function scoreOf(rating: Json): number | null {
  return positive(asNumber(rating.score));
}

/** A score of 0 is written where there is none. */
function positive(score: number | null): number | null {
  return score !== null && score > 0 && score <= 10 ? score : null;
}

/** Null also for words that say nothing: `unknown`, `none`. */
function wordOf(rating: Json): string | null {
  const word = asString(rating.severity);
  return word !== null && severityFrom(word) !== null && !/^\s*none\s*$/i.test(word) ? word : null;
}

function anyWord(ratings: readonly Json[]): string | null {
  return ratings.map((rating) => asString(rating.severity)).find((word) => word !== null) ?? null;
}

function sourceName(holder: Json): string | null {
  const name = asString(asRecord(holder.source).name)?.toLowerCase().trim() ?? '';
  return name === '' ? null : name;
}
