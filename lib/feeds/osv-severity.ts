import { z } from 'zod';
import type { StatedSeverity } from '#lib/domain/finding/finding.ts';
import { severityFromCvss } from '#lib/domain/finding/severity.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';
import { scoreOfVector } from '#lib/scanners/shared/score-of-vector.ts';

const WORDS: ReadonlyMap<string, StatedSeverity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['moderate', 'medium'],
  ['medium', 'medium'],
  ['low', 'low'],
]);

const said = z.object({ severity: z.string() });
const ratings = z.array(z.object({ type: z.string(), score: z.string().max(300) })).max(50);

/** Of two ratings the first of these counts. */
const TYPES = ['CVSS_V3', 'CVSS_V4'] as const;

/** The severity that a record states, by its own database's word, else by its vectors of CVSS 3, else 4; null: it states none. */
export function osvSeverity(severity: unknown, own: unknown): number | null {
  const word = said.safeParse(own);
  const known = word.success ? WORDS.get(word.data.severity.toLowerCase()) : undefined;
  if (known !== undefined) return severityNumber(known);
  const rated = ratings.safeParse(severity);
  const given = rated.success ? rated.data : [];
  for (const wanted of TYPES) {
    const scores = given.flatMap(({ type, score }) => (type === wanted ? (scoreOfVector(score) ?? []) : []));
    const severity = scores.length === 0 ? null : severityFromCvss(Math.max(...scores));
    if (severity !== null) return severityNumber(severity);
  }
  return null;
}
