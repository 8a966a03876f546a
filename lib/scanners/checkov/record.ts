import type { Category, Confidence, Location, Observation, Severity, Subject } from '#lib/domain/finding/finding.ts';
import { severityFromCvss } from '#lib/domain/finding/severity.ts';
import type { StandsFor } from '#lib/scanners/contract.ts';
import { knownTraits } from '#lib/scanners/shared/parts.ts';
import { asArray, asLine, asRecord, asString, asStrings, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { jobInCode, plainAddress, resourceInCode } from './address.ts';
import { sharedCheck, sharedQuestion } from './check.ts';
import { categoryOf } from './family.ts';
import { packageCvss, packageSubject, withoutImage } from './package.ts';
import { jobAndStep, resourceAddress } from './resource.ts';
import { checkovSeverity } from './severity.ts';

/** Code blocks are whole resources, sometimes hundreds of lines. */
const SNIPPET_LINES = 20;

/** One entry of `failed_checks` or `skipped_checks`; a text says why it cannot be read. */
export function readRecord(record: Json, runner: string, skipped: boolean, position: string): Observation | string {
  const id = asString(record.check_id) ?? asString(record.bc_check_id);
  if (id === null) return 'no check_id';
  const category = categoryOf(runner, id);
  const path = pathOf(record, category);
  const subject = subjectOf(record, category, runner, path, id);
  if (subject === null) return `${id} names no package`;
  const name = asString(record.check_name) ?? id;
  const severity = asString(record.severity) ?? asString(asRecord(record.vulnerability_details).severity);
  const cvss = packageCvss(record);
  const pages = [record.guideline, asRecord(record.vulnerability_details).link].map(asString);
  const references = pages.filter((page) => page !== null).filter((page) => /^https?:\/\//i.test(page));
  return {
    subject,
    scanner: 'checkov',
    rule: { id, name: oneLine(name), helpUrl: references[0] ?? null },
    title: titleOf(subject, name),
    message: messageOf(record, name),
    remediation: null,
    severity: severityOf(severity, cvss) ?? checkovSeverity(severity, id, name, runner),
    severityReported: severity,
    cvss,
    confidence: confidenceOf(record, subject),
    cwes: cwesOf(record, subject, name),
    references,
    locations: locationsOf(record, subject, path),
    trusted: null,
    suppression: skipped ? suppressionOf(record) : null,
    position,
  };
}

/** What is known of an entry that cannot be read; the file only where all its spellings agree. */
export function recordTraits(value: unknown): StandsFor {
  const { check_id, file_path, repo_file_path } = asRecord(value);
  const [scanned, repository] = [asString(file_path), asString(repo_file_path)];
  const path = repository === null || scanned === repository ? scanned : null;
  return knownTraits({ rule: asString(check_id), path: path === null ? null : cleanPath(path) });
}

/** An advisory without a word for its severity still has its score. */
function severityOf(reported: string | null, cvss: number | null): Severity | null {
  return cvss !== null && (reported === null || /^none$/i.test(reported)) ? severityFromCvss(cvss) : null;
}

/**
 * Named by Checkov for code only (`CWE-89: …`, one or a list). A hard-coded credential is one in whatever file it is,
 * and is kept out of sight by that number.
 */
function cwesOf(record: Json, subject: Subject, name: string): number[] {
  if (subject.category === 'secret' || /\bhard[- ]?coded\b|\bcredentials are exposed\b/i.test(name)) return [798];
  const named = asStrings(record.cwe).map((text) => /\bCWE[-_: ]?(\d{1,5})\b/i.exec(text.slice(0, 200))?.[1]);
  return [...new Set(named.map(Number).filter((number) => number > 0))];
}

/**
 * Checkov writes two: `file_path` from the scanned folder, `repo_file_path` from the working directory. The second is
 * the repository's, unless the working directory was no part of the file's path: then it repeats the absolute path.
 */
function pathOf(record: Json, category: Category): string | null {
  const [scanned, repository, absolute] = [record.file_path, record.repo_file_path, record.file_abs_path].map(
    (path) => {
      const text = asString(path);
      if (text === null) return null;
      return (category === 'container' ? withoutImage(text) : text).replaceAll('\\', '/');
    },
  );
  const root = absolute?.replace(/^[A-Za-z]:/, '') ?? null;
  const isAbsolute = repository === absolute || repository === root;
  const chosen = !repository || isAbsolute || repository.includes('..') ? scanned : repository;
  return chosen === null || chosen === undefined ? null : cleanPath(chosen);
}

function cleanPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');
}

function subjectOf(record: Json, category: Category, runner: string, path: string | null, id: string): Subject | null {
  const reported = asString(record.resource);
  const prefixes = [asString(record.file_path), asString(record.repo_file_path), asString(record.file_abs_path)];
  const resource = resourceAddress(reported, prefixes);
  switch (category) {
    case 'dependency':
    case 'container':
    case 'license':
      return packageSubject(record, category, path, id);
    case 'secret':
      return { category, value: null, match: maskedCode(record) };
    case 'pipeline':
      return pipelineSubject(path, id, jobOf(record, resource, runner));
    case 'privilege':
      return { category, principal: principalOf(runner), resource: resource ?? path ?? 'unknown' };
    case 'sast':
      return { category };
    case 'iac':
    case 'dast':
    case 'quality':
      return { category: 'iac', check: sharedCheck(id), resource: addressOf(record, id, resource, reported) };
  }
}

function pipelineSubject(path: string | null, id: string, place: ReturnType<typeof jobInCode>): Subject {
  const shared = sharedQuestion(id);
  return { category: 'pipeline', workflow: path ?? 'unknown', ...place, ...(shared === null ? {} : { shared }) };
}

/** As its SARIF shows it, so that both formats name one thing; else as it says itself (without code, by `--compact`). */
function addressOf(record: Json, id: string, resource: string | null, reported: string | null): string | null {
  // A check on a whole file: its text must not be what it is known by.
  if (resource === null) return reported === null ? null : 'file';
  return resourceInCode(id, wholeCode(record)) ?? plainAddress(resource);
}

function jobOf(record: Json, resource: string | null, runner: string): ReturnType<typeof jobInCode> {
  return Array.isArray(record.code_block) ? jobInCode(wholeCode(record)) : jobAndStep(resource, runner);
}

/** Who holds the weak setting: these checks judge a whole organization's or repository's configuration. */
function principalOf(runner: string): string {
  const host = runner.split('_')[0];
  return host === undefined || host === '' ? 'organization' : `${host} organization`;
}

function code(record: Json): string | null {
  return wholeCode(record, SNIPPET_LINES)?.replace(/\n+$/, '') ?? null;
}

function wholeCode(record: Json, limit = 1000): string | null {
  const lines = asArray(record.code_block).slice(0, limit);
  const text = lines.map((line) => (Array.isArray(line) && typeof line[1] === 'string' ? line[1] : '')).join('');
  return text.trim() === '' ? null : text;
}

/** Old versions print the line with the secret in clear, and the value is not told apart: such a line is left out. */
function maskedCode(record: Json): string | null {
  const text = code(record);
  return text?.includes('****') ? text : null;
}

function locationsOf(record: Json, subject: Subject, path: string | null): Location[] {
  const [from, to] = asArray(record.file_line_range);
  const isPackage = 'package' in subject;
  // Line 0 is how older versions say "the file as a whole" of a Dockerfile.
  const startLine = asLine(from) ?? (isPackage || path === null ? null : 1);
  const endLine = asLine(to);
  const label = subject.category === 'secret' ? null : asString(record.resource);
  const first: Location = {
    path,
    startLine,
    endLine: endLine !== null && startLine !== null && endLine >= startLine ? endLine : startLine,
    startColumn: null,
    snippet: subject.category === 'secret' ? maskedCode(record) : code(record),
    label: label === null ? null : oneLine(label),
  };
  const caller = asString(record.caller_file_path);
  if (caller === null || cleanPath(caller) === path) return [first];
  const [callerFrom, callerTo] = asArray(record.caller_file_line_range);
  const place = { path: cleanPath(caller), startLine: asLine(callerFrom), endLine: asLine(callerTo) };
  return [first, { ...place, startColumn: null, snippet: null, label: 'module call' }];
}

function confidenceOf(record: Json, subject: Subject): Confidence {
  if (subject.category !== 'secret') return 'unknown';
  const status = (asString(record.validation_status) ?? '').toLowerCase();
  if (status === 'valid') return 'verified';
  return status === 'invalid' ? 'low' : 'unknown';
}

function suppressionOf(record: Json): Observation['suppression'] {
  return { kind: 'in_code', justification: asString(asRecord(record.check_result).suppress_comment) };
}

function titleOf(subject: Subject, name: string): string {
  switch (subject.category) {
    case 'dependency':
    case 'container':
      return oneLine(`${subject.advisories[0] ?? name} in ${subject.package.name}`);
    case 'license':
      return oneLine(`License ${subject.license} of ${subject.package.name}`);
    default:
      return oneLine(name);
  }
}

function messageOf(record: Json, name: string): string {
  const text = asString(record.description) ?? asString(record.short_description) ?? name;
  const details = asStrings(asArray(record.details));
  return [text.trim(), ...details].join('\n');
}
