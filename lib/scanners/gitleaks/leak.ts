import type { Observation } from '#lib/domain/finding.ts';
import { secretValue } from '#lib/scanners/shared/secret.ts';
import { asLine, asString, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';

/** What both generations of the format say, by one name. Author, address and commit message are never read. */
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
  fingerprint: string | null;
}

function leakOf(value: Json): Leak {
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
      fingerprint: null,
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
    fingerprint: asString(value.Fingerprint),
  };
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
    confidence: 'unknown',
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
    // Holds the line: passed on as written, on no list of believed names.
    fingerprints: leak.fingerprint === null ? {} : { Fingerprint: leak.fingerprint },
    suppression: null,
    position,
  };
}
