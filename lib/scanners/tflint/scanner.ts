import type { Location, Observation, Severity } from '#lib/domain/finding/finding.ts';
import type { Gap, Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { inFiles, onePart } from '#lib/scanners/shared/parts.ts';
import { asArray, asLine, asRecord, asString, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { placeOf } from './place.ts';

const CALLERS_SHOWN = 10;
/** Beside `issues` these make it a page of SonarQube's API. */
const OF_SONARQUBE = ['paging', 'components', 'effortTotal', 'facets'];
const ERRORS_NAMED = 10;

/** TFLint's JSON, until version 0.7 a list of issues. Its SARIF is read by the SARIF parser. */
export const scanner: Scanner = {
  id: 'tflint',
  name: 'TFLint',
  aliases: ['tflint-json'],
  categories: ['iac'],
  docsUrl: 'https://github.com/terraform-linters/tflint',
  // Until version 0.7.
  emptyByClaim: true,
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind !== 'json') return false;
  if (Array.isArray(outline.value)) return isOldIssue(outline.value[0]);
  if (!isRecord(outline.value)) return false;
  const report = outline.value;
  const { issues, errors } = report;
  if (!Array.isArray(issues) || OF_SONARQUBE.some((key) => key in report)) return false;
  // A long list of issues may fill the head, so that `errors` is not seen.
  if (issues.length === 0) return isErrorList(errors);
  return issues.every(looksLikeIssue) || issues.slice(0, -1).some(looksLikeIssue);
}

function isErrorList(value: unknown): boolean {
  return Array.isArray(value) && value.every((error) => isRecord(error) && ('message' in error || 'summary' in error));
}

function looksLikeIssue(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value.rule)) return false;
  return 'name' in value.rule && ('severity' in value.rule || 'link' in value.rule || isRecord(value.range));
}

function isOldIssue(value: unknown): boolean {
  return isRecord(value) && ['detector', 'type', 'message', 'line', 'file'].every((key) => key in value);
}

/** An issue of the old list in the words of today's. */
function fromOld(issue: Json): Json {
  return {
    rule: { name: issue.detector, severity: issue.type, link: issue.link },
    message: issue.message,
    range: { filename: issue.file, start: { line: issue.line } },
  };
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const document = await readJson(source, {
    cuts: ['issues[]', '[]'],
    onItem({ cut, value, position }) {
      const record = cut === '[]' && isRecord(value) ? fromOld(value) : value;
      const issue = isRecord(record) ? readIssue(record, position) : 'not an object';
      if (typeof issue === 'string') sink.skipped({ position, reason: issue });
      else if (issue !== null) sink.observation(issue);
    },
  });
  if (document !== null && !Array.isArray(document) && (!isRecord(document) || !('issues' in document))) {
    throw new ReportError('not a TFLint report: issues is missing');
  }
  const { issues, errors } = asRecord(document);
  for (const [key, list] of Object.entries({ issues, errors })) {
    if (list !== undefined && list !== null && !Array.isArray(list)) {
      throw new ReportError(`not a TFLint report: ${key} is not a list`);
    }
  }
  const gaps = asArray(errors).slice(0, ERRORS_NAMED).map(gapOf);
  return onePart({ scanner: 'tflint', categories: ['iac'], gaps });
}

/** null: TFLint itself corrected it in this run (`--fix`), so it is no longer there. */
function readIssue(issue: Json, position: string): Observation | string | null {
  const rule = asRecord(issue.rule);
  const id = asString(rule.name);
  if (id === null) return 'no rule name';
  if (issue.fixed === true) return null;
  const link = asString(rule.link);
  const message = asString(issue.message) ?? id;
  const reported = asString(rule.severity);
  const { resource, locations } = placeOf(id, locationOf(asRecord(issue.range), null), message);
  const callers = asArray(issue.callers).slice(0, CALLERS_SHOWN);
  return {
    subject: { category: 'iac', check: null, resource },
    scanner: 'tflint',
    rule: { id, name: null, helpUrl: link !== null && /^https?:\/\//i.test(link) ? link : null },
    title: oneLine(message),
    message,
    remediation: issue.fixable === true ? 'TFLint can correct this itself: tflint --fix' : null,
    severity: severityOf(reported),
    severityReported: reported,
    cvss: null,
    confidence: 'unknown',
    cwes: [],
    references: link !== null && /^https?:\/\//i.test(link) ? [link] : [],
    locations: [...locations, ...callers.map((caller) => locationOf(asRecord(caller), 'module call'))],
    trusted: null,
    suppression: null,
    position,
  };
}

/**
 * TFLint documents `error` as certain to fail when applied, `warning` as not failing but against practice, `notice`
 * (written `info`) as worth improving: the same steps as its SARIF levels error, warning, note, which must not differ.
 */
function severityOf(reported: string | null): Severity {
  switch (reported?.toLowerCase()) {
    case 'error':
      return 'high';
    case 'warning':
      return 'medium';
    case 'info':
    case 'notice':
      return 'low';
    default:
      return 'unknown';
  }
}

function locationOf(range: Json, label: string | null): Location {
  const path = asString(range.filename);
  const startLine = asLine(asRecord(range.start).line);
  const endLine = asLine(asRecord(range.end).line);
  return {
    path: path === null ? null : path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, ''),
    startLine,
    endLine: endLine !== null && startLine !== null && endLine >= startLine ? endLine : startLine,
    startColumn: asLine(asRecord(range.start).column),
    snippet: null,
    label,
  };
}

function gapOf(error: unknown): Gap {
  const record = asRecord(error);
  const file = asString(asRecord(record.range).filename);
  const reasons = [asString(record.summary), asString(record.message)].filter((text) => text !== null);
  // Messages of `--recursive` carry the colours of a terminal.
  const plain = reasons.join(': ').replace(/\p{Cc}\[[0-9;]{0,20}m/gu, '');
  const reason = `TFLint failed${file === null ? '' : ` in ${file}`}: ${plain === '' ? 'no reason given' : plain}`;
  return inFiles([file], oneLine(reason, 500));
}
