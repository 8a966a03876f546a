import type { CodeLines } from '#lib/domain/finding/code-lines.ts';
import type { Location, Observation } from '#lib/domain/finding/finding.ts';
import { avdCheck } from '#lib/scanners/shared/avd-check.ts';
import {
  asArray,
  asLine,
  asRecord,
  asString,
  asStrings,
  type Json,
  oneLine,
  plainText,
} from '#lib/scanners/shared/text.ts';
import { severityOf } from './severity.ts';
import type { Target } from './target.ts';

/** A failed check on a configuration; null when it has no id. The caller leaves out checks that passed. */
export function misconfiguration(item: Json, target: Target): Omit<Observation, 'position'> | null {
  const reported = stated(item.ID) ?? stated(item.AVDID) ?? stated(item.Namespace);
  if (reported === null) return null;
  const cause = asRecord(item.CauseMetadata);
  const title = stated(item.Title) ?? stated(item.Message) ?? reported;
  const { severity, reported: word } = severityOf(item.Severity);
  return {
    subject: { category: 'iac', check: avdCheck(reported), resource: target.resource ?? asString(cause.Resource) },
    scanner: 'trivy',
    rule: { id: reported, name: title, helpUrl: asString(item.PrimaryURL) },
    title: oneLine(title),
    message: plainText(asString(item.Message) ?? asString(item.Description) ?? title),
    remediation: asString(item.Resolution),
    severity,
    severityReported: word,
    cvss: null,
    confidence: 'high',
    cwes: [],
    references: asStrings(item.References ?? []),
    locations: [locationOf(cause, target)],
    trusted: null,
    // Its SARIF shows none.
    codeIsOptional: true,
    suppression: asString(item.Status)?.toUpperCase() === 'EXCEPTION' ? { kind: 'in_code', justification: null } : null,
  };
}

/** Checks of one's own that name nothing are reported with `N/A` everywhere; only their namespace tells them apart. */
function stated(value: unknown): string | null {
  const text = asString(value);
  return text === 'N/A' ? null : text;
}

function locationOf(cause: Json, target: Target): Location {
  return {
    path: target.file,
    startLine: asLine(cause.StartLine),
    endLine: asLine(cause.EndLine),
    startColumn: null,
    snippet: codeOf(cause),
    ...aroundOf(cause),
    label: target.resource ?? asString(cause.Resource),
  };
}

/** All lines that Trivy shows in one piece, where these are more than the cause. */
function aroundOf(cause: Json): { around?: CodeLines } {
  const lines = asArray(asRecord(cause.Code).Lines).map(asRecord);
  const first = lines.findIndex((each) => each.Truncated !== true);
  const line = asLine(lines[first]?.Number);
  if (line === null) return {};
  const rest = lines.slice(first);
  const end = rest.findIndex((each, index) => each.Truncated === true || asLine(each.Number) !== line + index);
  const shown = end === -1 ? rest : rest.slice(0, end);
  if (shown.every((each) => each.IsCause === true)) return {};
  return {
    around: { line, text: shown.map((each) => (typeof each.Content === 'string' ? each.Content : '')).join('\n') },
  };
}

/** The lines that Trivy shows, from the first to the last that is a cause. */
export function codeOf(holder: Json): string | null {
  const lines = asArray(asRecord(holder.Code).Lines).map(asRecord);
  const causes = lines.filter((line) => line.IsCause === true && line.Truncated !== true);
  const text = causes.map((line) => (typeof line.Content === 'string' ? line.Content : '')).join('\n');
  return text.trim() === '' ? null : text;
}
