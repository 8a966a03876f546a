import type { Confidence, Severity } from '#lib/domain/finding/finding.ts';
import { severityFrom } from '#lib/domain/finding/severity.ts';
import { asString, type Json } from '#lib/scanners/shared/text.ts';
import type { SarifDialect, SarifSeverity } from './dialect.ts';
import { type RuleInfo, securitySeverity } from './rule-info.ts';

const BY_LEVEL: ReadonlyMap<string, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'info'],
]);

/**
 * A `security-severity` (the result's, then its rule's), a score by the CVSS bands or a word; else the level: the
 * result's, an override of the run's configuration, the rule's default, `warning`.
 */
export function severityOf(
  dialect: SarifDialect,
  item: { result: Json; rule: RuleInfo; message: string },
  properties: Json,
  override: string | null,
): SarifSeverity {
  const { result, rule } = item;
  const own = dialect.says?.(item) ?? null;
  if (own !== null) return own;
  const said = securitySeverity(properties) ?? rule.securitySeverity;
  const unknown = dialect.noneIsUnknown === true && asString(result.level) === 'none';
  if (unknown) return { severity: 'unknown', reported: 'none', score: null };
  if (said !== null) return said;
  const level = levelOf(dialect, result, rule, override);
  const severity = dialect.severity?.(rule, level, result) ?? ofWord(level ?? 'warning') ?? 'medium';
  return { severity, reported: level, score: null };
}

/** SARIF's levels, in whatever case; else a word that tools write in their place. */
function ofWord(level: string): Severity | null {
  return BY_LEVEL.get(level.toLowerCase()) ?? (/[a-z]{3}/i.test(level) ? severityFrom(level) : null);
}

function levelOf(dialect: SarifDialect, result: Json, rule: RuleInfo, override: string | null): string | null {
  const kind = asString(result.kind);
  const own = asString(result.level);
  // For a result to be decided by a person the level is `none` by definition and says nothing.
  const undecided = kind === 'open' || kind === 'review';
  if (own !== null && ofWord(own) !== null && !(undecided && own === 'none' && !dialect.noneIsUnknown)) return own;
  for (const level of [override, rule.level]) if (level !== null && ofWord(level) !== null) return level;
  return undecided ? 'note' : null;
}

const CONFIDENCE: ReadonlyMap<string, Confidence> = new Map([
  ['very-high', 'high'],
  ['very high', 'high'],
  ['certain', 'high'],
  ['confirmed', 'verified'],
  ['high', 'high'],
  ['firm', 'medium'],
  ['medium', 'medium'],
  ['tentative', 'low'],
  ['low', 'low'],
]);

export function confidenceOf(dialect: SarifDialect, result: Json, properties: Json, rule: RuleInfo): Confidence {
  const known = dialect.confidence?.(result) ?? null;
  if (known !== null) return known;
  const own = asString(properties.confidence) ?? asString(properties.issue_confidence);
  // `<tool>/confidence`
  const prefixed = Object.entries(properties).find(([key]) => key.endsWith('/confidence'))?.[1];
  const ofRule = tagged(rule.tags) ?? (dialect.ignoresPrecision ? null : rule.precision);
  return CONFIDENCE.get((own ?? asString(prefixed) ?? ofRule ?? '').toLowerCase()) ?? 'unknown';
}

/** `MEDIUM CONFIDENCE` among the tags. */
function tagged(tags: readonly string[]): string | null {
  for (const tag of tags) {
    const word = /^(high|medium|low) confidence$/i.exec(tag)?.[1];
    if (word !== undefined) return word;
  }
  return null;
}
