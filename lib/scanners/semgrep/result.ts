import type { Confidence, Observation, Severity, Subject } from '#lib/domain/finding/finding.ts';
import { cweFrom } from '#lib/domain/finding/normalise.ts';
import { severityFrom, severityFromCvss } from '#lib/domain/finding/severity.ts';
import { redactText } from '#lib/domain/redaction/redact.ts';
import { secretAt } from '#lib/domain/redaction/value-in.ts';
import type { StandsFor } from '#lib/scanners/contract.ts';
import { knownTraits } from '#lib/scanners/shared/parts.ts';
import {
  asLine,
  asNumber,
  asRecord,
  asString,
  asStrings,
  firstSentence,
  isRecord,
  type Json,
} from '#lib/scanners/shared/text.ts';
import { trustedFingerprint } from '#lib/scanners/shared/trusted-fingerprint.ts';
import { dependencyOf } from './dependency.ts';
import { semgrepCategory, semgrepRuleId } from './rule.ts';
import { isPlaceholder, TRUSTED } from './trusted.ts';

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

/** What is known of a result that cannot be read. */
export function resultTraits(value: unknown): StandsFor {
  const { check_id, path } = asRecord(value);
  const id = asString(check_id);
  return knownTraits({ rule: id === null ? null : semgrepRuleId(id), path: asString(path) });
}

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
  const severity = severityOf(extra, metadata);
  const snippet = unlessPlaceholder(asString(extra.lines));
  const helpUrl = asString(metadata.source) ?? asString(metadata.shortlink) ?? asString(metadata['source-rule-url']);
  const startLine = asLine(asRecord(value.start).line);
  const subject = subjectOf(id, path, value, cwes, snippet);
  // Rules put what they matched into their messages.
  const hide = (text: string) => (subject.category === 'secret' ? redactText(text, matched(extra)) : text);
  const message = hide(asString(extra.message) ?? id);
  const fix = unlessPlaceholder(asString(extra.fix) ?? asString(extra.rendered_fix));
  return {
    subject,
    scanner: 'semgrep',
    rule: { id, name: null, helpUrl },
    title: firstSentence(message),
    message,
    remediation: fix === null ? null : hide(fix),
    ...severity,
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
    trusted: trustedFingerprint({ fingerprint: extra.fingerprint }, TRUSTED),
    // Without a login only SARIF shows the code.
    ...(isPlaceholder(extra.fingerprint) ? { codeIsOptional: true } : {}),
    suppression: extra.is_ignored === true ? { kind: 'in_code', justification: null } : null,
    position,
  };
}

/** Of a package its advisory's; a score that the rule gives itself, as in SARIF; else the rule's word. */
function severityOf(extra: Json, metadata: Json): Pick<Observation, 'severity' | 'severityReported'> {
  const ofPackage = isRecord(extra.sca_info) ? asString(metadata['sca-severity']) : null;
  const known = severityFrom(ofPackage);
  if (known !== null) return { severity: known, severityReported: ofPackage };
  const score = asNumber(metadata['security-severity']);
  const scored = score === null ? null : severityFromCvss(score);
  if (scored !== null) return { severity: scored, severityReported: asString(metadata['security-severity']) };
  const word = asString(extra.severity);
  return { severity: SEVERITIES.get((word ?? '').toUpperCase()) ?? 'unknown', severityReported: word };
}

/** What the rule's variables stand for; shorter texts are words of the message, too. */
function matched(extra: Json): string[] {
  const values = Object.values(asRecord(extra.metavars)).map(asRecord);
  return values
    .flatMap((each) => [each.abstract_content, asRecord(each.propagated_value).svalue_abstract_content])
    .map((text) => (asString(text) ?? '').replace(/^["'`]|["'`]$/g, ''))
    .filter((text) => text.length >= 6);
}

function unlessPlaceholder(text: string | null): string | null {
  return isPlaceholder(text) ? null : text;
}

function subjectOf(id: string, path: string, result: Json, cwes: readonly number[], snippet: string | null): Subject {
  const extra = asRecord(result.extra);
  const metadata = asRecord(extra.metadata);
  const dependency = dependencyOf(id, extra, metadata, path);
  if (dependency !== null) return dependency;
  // What SARIF has among its tags.
  const words = [...asStrings(metadata.category).filter((word) => word === 'security'), ...asStrings(metadata.tags)];
  const state = asString(extra.validation_state);
  const validated = state !== null && state !== 'NO_VALIDATOR';
  const category = validated ? 'secret' : semgrepCategory(id, words, cwes);
  switch (category) {
    case 'secret':
      return {
        category,
        value: snippet === null ? null : secretAt(snippet, columnOf(result.start), columnOf(result.end)),
        match: snippet,
      };
    case 'iac':
      return { category, check: null, resource: null };
    case 'pipeline':
      return { category, workflow: path, job: null, step: null };
    case 'quality':
      return { category };
    default:
      return { category: 'sast' };
  }
}

const columnOf = (place: unknown): number | null => asLine(asRecord(place).col);

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
