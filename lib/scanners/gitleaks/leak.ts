import type { Confidence, Observation } from '#lib/domain/finding/finding.ts';
import type { StandsFor } from '#lib/scanners/contract.ts';
import { knownTraits } from '#lib/scanners/shared/parts.ts';
import { secretValue } from '#lib/scanners/shared/secret.ts';
import { asLine, asRecord, asString, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';

/** What all generations of the format say, by one name. Author, address and commit message are never read. */
interface Leak {
  rule: string | null;
  description: string | null;
  file: string | null;
  line: number | null;
  endLine: number | null;
  column: number | null;
  secret: string | null;
  match: string | null;
  link: string | null;
  confidence: Confidence;
}

const CONFIDENCES: ReadonlyMap<string, Confidence> = new Map([
  ['high', 'high'],
  ['medium', 'medium'],
  ['low', 'low'],
]);

/** What its owner's service said of the secret, for those that Betterleaks tries. */
const VALIDATIONS: ReadonlyMap<string, Confidence> = new Map([
  ['valid', 'verified'],
  ['invalid', 'low'],
  ['revoked', 'low'],
]);

/** Betterleaks 2: names begin in lower case, the place and what is known of the source stand in objects of their own. */
function betterLeakOf(value: Json): Leak {
  const location = asRecord(value.location);
  const attributes = asRecord(value.attributes);
  const validation = VALIDATIONS.get(asString(asRecord(value.validation).status)?.toLowerCase() ?? '');
  return {
    rule: asString(value.ruleID),
    description: asString(value.description),
    file: asString(attributes.path),
    line: asLine(location.startLine),
    endLine: asLine(location.endLine),
    column: asLine(location.startColumn),
    secret: asString(value.secret),
    match: asString(value.match),
    link: asString(attributes.url),
    confidence: validation ?? CONFIDENCES.get(asString(value.confidence)?.toLowerCase() ?? '') ?? 'unknown',
  };
}

function leakOf(value: Json): Leak {
  if (value.ruleID !== undefined) return betterLeakOf(value);
  if (value.RuleID === undefined && value.rule !== undefined) {
    return {
      rule: asString(value.rule),
      description: null,
      file: asString(value.file),
      line: asLine(value.lineNumber),
      endLine: null,
      column: null,
      secret: asString(value.offender),
      match: asString(value.line),
      link: asString(value.leakURL),
      confidence: 'unknown',
    };
  }
  return {
    rule: asString(value.RuleID),
    description: asString(value.Description),
    file: asString(value.File) ?? asString(value.SymlinkFile),
    line: asLine(value.StartLine),
    endLine: asLine(value.EndLine),
    column: asLine(value.StartColumn),
    secret: asString(value.Secret),
    match: asString(value.Match),
    link: asString(value.Link),
    confidence: 'unknown',
  };
}

/** What is known of a leak that cannot be read. */
export function leakTraits(value: unknown): StandsFor {
  if (!isRecord(value)) return {};
  const { rule, file } = leakOf(value);
  return knownTraits({ rule, path: file });
}

/** One leak; a reason in words when it cannot be read. */
export function readLeak(value: unknown, position: string): Observation | string {
  if (!isRecord(value)) return 'the leak is not an object';
  const leak = leakOf(value);
  const rule = leak.rule ?? leak.description;
  if (rule === null) return 'the leak has no rule';
  const secret = secretValue(leak.secret);
  const match = leak.match ?? leak.secret;
  const what = leak.description ?? rule;
  return {
    subject: { category: 'secret', value: secret, match },
    scanner: 'gitleaks',
    rule: { id: rule, name: leak.description, helpUrl: null },
    // Short descriptions are names ("AWS"), long ones are sentences.
    title: oneLine(what.length < 40 ? `Secret in the repository: ${what}` : what),
    message: what,
    remediation: 'Revoke the secret and issue a new one; removing it from the files leaves it in the history.',
    severity: 'high',
    severityReported: null,
    cvss: null,
    confidence: leak.confidence,
    cwes: [798],
    references: leak.link === null ? [] : [leak.link],
    locations: [
      {
        path: leak.file,
        startLine: leak.line,
        endLine: leak.line === null ? null : Math.max(leak.endLine ?? leak.line, leak.line),
        startColumn: leak.column,
        snippet: match,
        label: null,
      },
    ],
    trusted: null,
    suppression: null,
    position,
  };
}
