import type { Confidence, Severity } from '#lib/domain/finding/finding.ts';
import { severityFrom, severityFromCvss } from '#lib/domain/finding/severity.ts';
import { checkovSeverity } from '#lib/scanners/shared/checkov-severity.ts';
import { asArray, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { type RuleInfo, securitySeverity } from './rule-info.ts';

const BY_LEVEL: ReadonlyMap<string, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
  ['none', 'info'],
]);

export interface SarifSeverity {
  severity: Severity;
  /** The score or the level, from wherever it was taken; null when the report says neither. */
  reported: string | null;
  /** The `security-severity`, where there is one. */
  score: number | null;
}

/**
 * A `security-severity` score (the result's, then its rule's) by the CVSS bands; else the level: the result's, an
 * override of the run's configuration, the rule's default, `warning`.
 */
export function severityOf(
  tool: string,
  result: Json,
  properties: Json,
  rule: RuleInfo,
  override: string | null,
): SarifSeverity {
  const reported = securitySeverity(properties) ?? rule.securitySeverity;
  // Nuclei scores what it knows no severity of like a critical problem; its level says `none`.
  const unknown = tool === 'nuclei' && asString(result.level) === 'none';
  if (reported !== null && !unknown) {
    const score = Number(reported);
    return { severity: severityFromCvss(score) ?? 'info', reported, score };
  }
  const level = levelOf(tool, result, rule, override);
  // Snyk tells four severities by three levels: its own word is in the rule's title.
  const word = tool.startsWith('snyk') ? severityFrom(SNYK_WORD.exec(rule.title ?? '')?.[1] ?? null) : null;
  if (word !== null) return { severity: word, reported: level, score: null };
  // Without its vendor's platform Checkov writes `error` for everything (`warning` for what is skipped); with it, a score or another level.
  const skipped = level === 'warning' && asArray(result.suppressions).length > 0;
  if (tool === 'checkov' && (level === 'error' || level === null || skipped)) {
    return { severity: ofCheckov(rule), reported: level, score: null };
  }
  return { severity: ofWord(level ?? 'warning') ?? 'medium', reported: level, score: null };
}

const SNYK_WORD = /^(Critical|High|Medium|Low) severity - /;

/** SARIF's levels, in whatever case; else a word that tools write in their place. */
function ofWord(level: string): Severity | null {
  return BY_LEVEL.get(level.toLowerCase()) ?? (/[a-z]{3}/i.test(level) ? severityFrom(level) : null);
}

function ofCheckov(rule: RuleInfo): Severity {
  const family = /^CKV_(SECRET|DOCKER)_/.exec(rule.id)?.[1];
  const runner = family === 'SECRET' ? 'secrets' : family === 'DOCKER' ? 'dockerfile' : '';
  return checkovSeverity(null, rule.id, rule.title ?? rule.name ?? '', runner);
}

function levelOf(tool: string, result: Json, rule: RuleInfo, override: string | null): string | null {
  const kind = asString(result.kind);
  const own = asString(result.level);
  // For a result to be decided by a person the level is `none` by definition and says nothing.
  const undecided = kind === 'open' || kind === 'review';
  if (own !== null && ofWord(own) !== null && !(undecided && own === 'none' && tool !== 'nuclei')) return own;
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

const BY_CONFIDENCE_LEVEL: ReadonlyMap<string, Confidence> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
]);

export function confidenceOf(tool: string, result: Json, properties: Json, rule: RuleInfo): Confidence {
  const tried = asRecord(asRecord(asArray(result.locations)[0]).properties).validation_status;
  if (tool === 'kingfisher' && tried === 'Active Credential') return 'verified';
  // Semgrep calls every rule very precise and tells its confidence in a tag: `LOW CONFIDENCE`.
  const tag = rule.tags
    .map((each) => /^(high|medium|low) confidence$/i.exec(each)?.[1])
    .find((each) => each !== undefined);
  // Brakeman's levels are its confidences.
  if (tool === 'brakeman') return BY_CONFIDENCE_LEVEL.get(asString(result.level) ?? '') ?? 'unknown';
  const own = asString(properties.confidence) ?? asString(properties.issue_confidence);
  // `zizmor/confidence` and the like.
  const prefixed = Object.entries(properties).find(([key]) => key.endsWith('/confidence'))?.[1];
  const word = own ?? asString(prefixed) ?? tag ?? (tool === 'semgrep' ? null : rule.precision);
  return CONFIDENCE.get((word ?? '').toLowerCase()) ?? 'unknown';
}
