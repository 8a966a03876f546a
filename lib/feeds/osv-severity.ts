import { z } from 'zod';
import type { StatedSeverity } from '#lib/domain/finding/finding.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';

const WORDS: ReadonlyMap<string, StatedSeverity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['moderate', 'medium'],
  ['medium', 'medium'],
  ['low', 'low'],
]);

const said = z.object({ severity: z.string() });
const ratings = z.array(z.object({ type: z.string(), score: z.string().max(300) })).max(50);

/** The severity that a record states, by its own database's word, else by its CVSS 3 vector; null: it states none. */
export function osvSeverity(severity: unknown, own: unknown): number | null {
  const word = said.safeParse(own);
  const known = word.success ? WORDS.get(word.data.severity.toLowerCase()) : undefined;
  if (known !== undefined) return severityNumber(known);
  const rated = ratings.safeParse(severity);
  const vectors = rated.success ? rated.data.filter(({ type }) => type === 'CVSS_V3') : [];
  const scores = vectors.flatMap(({ score }) => cvss3(score) ?? []);
  return scores.length === 0 ? null : severityNumber(ratingOf(Math.max(...scores)));
}

function ratingOf(score: number): StatedSeverity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

/** The weights of CVSS 3.1, section 7.4. */
const WEIGHTS = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
} as const satisfies Record<string, Record<string, number>>;
const PRIVILEGES = { N: [0.85, 0.85], L: [0.62, 0.68], H: [0.27, 0.5] } as const;

const isKeyOf = <T extends object>(value: string, of: T): value is Extract<keyof T, string> => Object.hasOwn(of, value);

/** The base score of a CVSS 3 vector; null where it is none. */
export function cvss3(vector: string): number | null {
  if (!vector.startsWith('CVSS:3.')) return null;
  const parts = new Map(vector.split('/').map((part) => [part.slice(0, part.indexOf(':')), part.split(':')[1] ?? '']));
  const weightOf = (metric: keyof typeof WEIGHTS): number => {
    const weights: Readonly<Record<string, number>> = WEIGHTS[metric];
    return weights[parts.get(metric) ?? ''] ?? Number.NaN;
  };
  const [scope = '', privileges = ''] = [parts.get('S'), parts.get('PR')];
  if (!isKeyOf(privileges, PRIVILEGES) || !['U', 'C'].includes(scope)) return null;
  const changed = scope === 'C';
  const base = 1 - (1 - weightOf('C')) * (1 - weightOf('I')) * (1 - weightOf('A'));
  const impact = changed ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  const ease = 8.22 * weightOf('AV') * weightOf('AC') * weightOf('UI') * PRIVILEGES[privileges][changed ? 1 : 0];
  if (Number.isNaN(impact + ease)) return null;
  return impact <= 0 ? 0 : roundUp(Math.min((changed ? 1.08 : 1) * (impact + ease), 10));
}

/** To one decimal, upwards, without what floating point adds: section 7.1 and appendix A. */
function roundUp(score: number): number {
  const whole = Math.round(score * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}
