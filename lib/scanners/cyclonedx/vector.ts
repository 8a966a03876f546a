type Weights = Readonly<Record<string, number>>;

const ATTACK: Weights = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 };
const COMPLEXITY: Weights = { L: 0.77, H: 0.44 };
const PRIVILEGES: Weights = { N: 0.85, L: 0.62, H: 0.27 };
const PRIVILEGES_CHANGED: Weights = { N: 0.85, L: 0.68, H: 0.5 };
const INTERACTION: Weights = { N: 0.85, R: 0.62 };
const IMPACT: Weights = { H: 0.56, L: 0.22, N: 0 };

const V2: Readonly<Record<string, Weights>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: { N: 0, P: 0.275, C: 0.66 },
  I: { N: 0, P: 0.275, C: 0.66 },
  A: { N: 0, P: 0.275, C: 0.66 },
};

export interface Scored {
  score: number;
  /** By the formula of version 3: for version 4, whose own is a table of hundreds of entries. */
  estimated: boolean;
}

/** The base score that a CVSS vector stands for, for ratings that come without one; null for what is no whole vector. */
export function scoreOfVector(vector: string | null): Scored | null {
  if (vector === null || vector.length > 1000) return null;
  const metrics = new Map<string, string>();
  for (const part of vector
    .trim()
    .replace(/^\(|\)$/g, '')
    .split('/')) {
    const [name, value] = part.split(':', 2);
    if (name !== undefined && value !== undefined) metrics.set(name, value);
  }
  const version = versionOf(metrics);
  if (version === '4') return scored(version3(asVersion3(metrics)), true);
  return scored(version === '2' ? version2(metrics) : version3(metrics), false);
}

/** Its prefix, or, as many write it without one, the metrics that only one version has. */
function versionOf(metrics: ReadonlyMap<string, string>): string {
  const prefix = metrics.get('CVSS')?.[0];
  return prefix ?? (metrics.has('VC') ? '4' : metrics.has('PR') ? '3' : '2');
}

function scored(score: number | null, estimated: boolean): Scored | null {
  return score === null || Number.isNaN(score) ? null : { score, estimated };
}

function weight(weights: Weights, value: string | undefined): number {
  return value !== undefined && Object.hasOwn(weights, value) ? (weights[value] ?? Number.NaN) : Number.NaN;
}

/** Section 7.1 of the specification of CVSS 3.1. */
function version3(metrics: ReadonlyMap<string, string>): number {
  const changed = metrics.get('S') === 'C';
  const [c, i, a] = ['C', 'I', 'A'].map((name) => 1 - weight(IMPACT, metrics.get(name)));
  const base = 1 - (c ?? 1) * (i ?? 1) * (a ?? 1);
  const impact = changed ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  const exploitability =
    8.22 *
    weight(ATTACK, metrics.get('AV')) *
    weight(COMPLEXITY, metrics.get('AC')) *
    weight(changed ? PRIVILEGES_CHANGED : PRIVILEGES, metrics.get('PR')) *
    weight(INTERACTION, metrics.get('UI'));
  if (impact <= 0) return Number.isNaN(exploitability) ? Number.NaN : 0;
  return roundUp(Math.min((changed ? 1.08 : 1) * (impact + exploitability), 10));
}

function roundUp(value: number): number {
  const whole = Math.round(value * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}

/** Section 3.2.1 of the guide to CVSS 2. */
function version2(metrics: ReadonlyMap<string, string>): number {
  const of = (name: string): number => weight(V2[name] ?? {}, metrics.get(name));
  const impact = 10.41 * (1 - (1 - of('C')) * (1 - of('I')) * (1 - of('A')));
  const exploitability = 20 * of('AC') * of('Au') * of('AV');
  const score = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176);
  return Math.round(score * 10) / 10;
}

/** The metrics of version 4 that have a like in version 3. */
function asVersion3(metrics: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const of = (name: string): string => metrics.get(name) ?? '';
  return new Map([
    ['AV', of('AV')],
    ['AC', of('AT') === 'P' ? 'H' : of('AC')],
    ['PR', of('PR')],
    ['UI', of('UI') === 'N' ? 'N' : 'R'],
    ['S', ['SC', 'SI', 'SA'].every((name) => of(name) === 'N') ? 'U' : 'C'],
    ['C', of('VC')],
    ['I', of('VI')],
    ['A', of('VA')],
  ]);
}
