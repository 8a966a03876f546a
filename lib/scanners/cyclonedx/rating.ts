import type { Severity } from '#lib/domain/finding/finding.ts';
import { severityFrom, severityFromCvss } from '#lib/domain/finding/severity.ts';
import { asArray, asNumber, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { scoreOfVector } from './vector.ts';

export interface Rated {
  severity: Severity;
  severityReported: string | null;
  cvss: number | null;
}

/** Methods from the most to the least telling; `''` stands for a rating that names none. */
const METHODS: readonly string[] = ['cvssv4', 'cvssv31', 'cvssv3', 'cvssv2', 'ssvc', 'owasp', 'other', ''];

/**
 * One verdict of many ratings: those of the vulnerability's own source come first, for a distribution knows its packages
 * better than others; among them the newest CVSS counts. Where that one has no word for its severity, the word of a
 * rating without method does (tools write their own verdict so), then the score, then what its vector stands for.
 */
export function rate(vulnerability: Json): Rated {
  const source = sourceName(vulnerability);
  const ratings = asArray(vulnerability.ratings).map(asRecord);
  const ordered = ratings
    .map((rating, place) => ({
      rating,
      order: [isOwn(rating, source) ? 0 : 1, methodRank(rating), place],
    }))
    .sort((a, b) => compare(a.order, b.order))
    .map(({ rating }) => rating);
  const cvss = firstScore(ordered);
  const word = wordOf(ordered[0]) ?? firstWord(ordered.filter((rating) => methodOf(rating) === ''));
  const own = word ?? (cvss === null ? firstWord(ordered) : null);
  if (own === null && cvss === null) return { severity: 'unknown', severityReported: null, cvss: null };
  const severity = severityFrom(own) ?? (cvss === null ? null : severityFromCvss(cvss)) ?? 'unknown';
  return { severity, severityReported: own ?? String(cvss), cvss };
}

/** A rating that says nothing beside the name of its source does not hide those of others. */
function isOwn(rating: Json, source: string | null): boolean {
  if (source === null || sourceName(rating) !== source) return false;
  return wordOf(rating) !== null || scoreOf(rating) !== null || vectorOf(rating) !== null;
}

function firstScore(ratings: readonly Json[]): number | null {
  for (const rating of ratings.filter(isCvss)) {
    const score = scoreOf(rating) ?? vectorOf(rating);
    if (score !== null) return score;
  }
  return null;
}

function vectorOf(rating: Json): number | null {
  return scoreOfVector(asString(rating.vector));
}

function methodOf(rating: Json): string {
  return (asString(rating.method) ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/risk$/, '');
}

function methodRank(rating: Json): number {
  const rank = METHODS.indexOf(methodOf(rating));
  return rank === -1 ? METHODS.length : rank;
}

function isCvss(rating: Json): boolean {
  return methodOf(rating).startsWith('cvss') || (methodOf(rating) === '' && vectorOf(rating) !== null);
}

function scoreOf(rating: Json): number | null {
  const score = asNumber(rating.score);
  return score !== null && score >= 0 && score <= 10 ? score : null;
}

/** Null also for words that say nothing: `unknown`. */
function wordOf(rating: Json | undefined): string | null {
  const word = asString(rating?.severity);
  return word !== null && severityFrom(word) !== null ? word : null;
}

function firstWord(ratings: readonly Json[]): string | null {
  return ratings.map(wordOf).find((word) => word !== null) ?? null;
}

function sourceName(holder: Json): string | null {
  return asString(asRecord(holder.source).name)?.toLowerCase() ?? null;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
