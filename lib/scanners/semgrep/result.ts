import type { Confidence, Observation, Severity, Subject } from '#lib/domain/finding.ts';
import { cweFrom } from '#lib/domain/normalise.ts';
import { semgrepCategory, semgrepRuleId } from '#lib/scanners/shared/semgrep-rule.ts';
import {
  asLine,
  asRecord,
  asString,
  asStrings,
  firstSentence,
  isRecord,
  type Json,
} from '#lib/scanners/shared/text.ts';
import { dependencyOf } from './dependency.ts';

const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ['CRITICAL', 'critical'],
  ['ERROR', 'high'],
  ['HIGH', 'high'],
  ['WARNING', 'medium'],
  ['MEDIUM', 'medium'],
  // Semgrep's own products show INFO as low.
  ['INFO', 'low'],
  ['LOW', 'low'],
  ['INVENTORY', 'info'],
  ['EXPERIMENT', 'info'],
]);

/** What stands in the fields that only a logged-in Semgrep fills. */
const PLACEHOLDER = 'requires login';

/** One result; a reason in words when it cannot be read. */
export function readResult(value: unknown, position: string): Observation | string {
  if (!isRecord(value)) return 'the result is not an object';
  const checkId = asString(value.check_id);
  const path = asString(value.path);
  if (checkId === null) return 'the result has no check_id';
  if (path === null) return 'the result has no path';
  const extra = asRecord(value.extra);
  const metadata = asRecord(extra.metadata);
  const id = semgrepRuleId(checkId);
  const cwes = (Array.isArray(metadata.cwe) ? metadata.cwe : [metadata.cwe]).map(cweFrom).filter((cwe) => cwe !== null);
  const message = asString(extra.message) ?? id;
  const severity = asString(extra.severity);
  const snippet = unlessPlaceholder(asString(extra.lines));
  const fingerprint = unlessPlaceholder(asString(extra.fingerprint));
  const helpUrl = asString(metadata.source) ?? asString(metadata.shortlink);
  const startLine = asLine(asRecord(value.start).line);
  return {
    subject: subjectOf(id, path, extra, metadata, cwes, snippet),
    scanner: 'semgrep',
    rule: { id, name: null, helpUrl },
    title: firstSentence(message),
    message,
    remediation: unlessPlaceholder(asString(extra.fix)),
    severity: SEVERITIES.get((severity ?? '').toUpperCase()) ?? 'medium',
    severityReported: severity,
    cvss: null,
    confidence: confidenceOf(extra, metadata),
    cwes,
    references: [...new Set([...asStrings(metadata.references), ...asStrings(metadata.shortlink)])],
    locations: [
      {
        path,
        startLine,
        endLine: startLine === null ? null : Math.max(asLine(asRecord(value.end).line) ?? startLine, startLine),
        startColumn: asLine(asRecord(value.start).col),
        snippet,
        label: null,
      },
    ],
    fingerprints: fingerprint === null ? {} : { fingerprint },
    suppression: extra.is_ignored === true ? { kind: 'in_code', justification: null } : null,
    position,
  };
}

function unlessPlaceholder(text: string | null): string | null {
  return text?.trim().toLowerCase() === PLACEHOLDER ? null : text;
}

function subjectOf(
  id: string,
  path: string,
  extra: Json,
  metadata: Json,
  cwes: readonly number[],
  snippet: string | null,
): Subject {
  const dependency = dependencyOf(extra, metadata, path);
  if (dependency !== null) return dependency;
  const words = [...asStrings(metadata.category), ...asStrings(metadata.technology), ...asStrings(metadata.product)];
  const state = asString(extra.validation_state);
  const validated = state !== null && state !== 'NO_VALIDATOR';
  const category = validated ? 'secret' : semgrepCategory(id, words, cwes);
  switch (category) {
    case 'secret':
      return { category, value: null, match: snippet };
    case 'iac':
      return { category, resource: null };
    case 'pipeline':
      return { category, workflow: path, job: null, step: null };
    case 'quality':
      return { category };
    default:
      return { category: 'sast' };
  }
}

const WORDS: ReadonlyMap<string, Confidence> = new Map([
  ['HIGH', 'high'],
  ['MEDIUM', 'medium'],
  ['LOW', 'low'],
]);

/** A validated secret was tried; else the rule's own word. */
function confidenceOf(extra: Json, metadata: Json): Confidence {
  const state = asString(extra.validation_state);
  if (state === 'CONFIRMED_VALID') return 'verified';
  if (state === 'CONFIRMED_INVALID') return 'low';
  return WORDS.get((asString(metadata.confidence) ?? '').toUpperCase()) ?? 'unknown';
}
