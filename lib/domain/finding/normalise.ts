import { normaliseAdvisories } from '#lib/domain/advisory/advisory.ts';
import { type CodeLines, excerptOf } from './code-lines.ts';
import type { Location, Observation, PackageRef, Severity, Subject } from './finding.ts';
import { cleanCode, cleanLine, cleanOrNull, cleanText, cutText } from './normalise-text.ts';
import { normalisePackage } from './package.ts';
import { normalisePath } from './path.ts';
import { isSeverity, severityFrom, severityFromCvss } from './severity.ts';

/** Characters (UTF-16 units) kept of each text, and how many of each list. */
export const LIMITS = {
  title: 255,
  name: 255,
  id: 512,
  label: 1000,
  message: 15_000,
  snippet: 4000,
  url: 2048,
  references: 20,
  locations: 200,
  advisories: 50,
  cwes: 50,
  formerIds: 10,
} as const;

// Longer than any token, so that what the final cut leaves is never half a secret that was cut here.
const MARGIN = 20_000;
const readable =
  (limit: number) =>
  (text: string): string =>
    cutText(cleanText(text), limit + MARGIN);
const readableSnippet = readable(LIMITS.snippet);
const readableCode = (text: string): string => cutText(cleanCode(text), LIMITS.snippet + MARGIN);
const readableMessage = readable(LIMITS.message);

const MAX_LINE = 2 ** 31 - 1;

function lineOrNull(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= MAX_LINE ? value : null;
}

/** `79`, `'79'` and `'CWE-79'` are one weakness; `null` for what is none. */
export function cweFrom(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return null;
  const digits = /^\s*(?:CWE[-_: ]?)?(\d{1,5})(?!\d)/i.exec(text)?.[1];
  const number = digits === undefined ? 0 : Number(digits);
  return number >= 1 && number <= 2000 ? number : null;
}

function normaliseCwes(values: readonly unknown[]): number[] {
  if (values.length === 0) return [];
  const numbers = values.map(cweFrom).filter((cwe) => cwe !== null);
  return [...new Set(numbers)].sort((a, b) => a - b).slice(0, LIMITS.cwes);
}

function webAddress(raw: string | null): string | null {
  if (raw === null || raw.length > LIMITS.url) return null;
  const address = cleanText(raw).trim();
  return /^https?:\/\/[^\s<>"'`\\]+$/i.test(address) ? address : null;
}

function normaliseReferences(values: readonly string[]): string[] {
  if (values.length === 0) return [];
  const addresses = values.map(webAddress).filter((address) => address !== null);
  return [...new Set(addresses)].slice(0, LIMITS.references);
}

function cleanAround(around: CodeLines | undefined): { around?: CodeLines } {
  if (around === undefined || lineOrNull(around.line) === null) return {};
  return { around: { line: around.line, text: readableCode(around.text) } };
}

function cleanLocation(place: Location, root: string): Location {
  const startLine = lineOrNull(place.startLine);
  const endLine = lineOrNull(place.endLine);
  return {
    path: normalisePath(place.path, root),
    startLine,
    endLine: startLine === null || (endLine !== null && endLine < startLine) ? null : endLine,
    startColumn: lineOrNull(place.startColumn),
    ...(place.endColumn === undefined ? {} : { endColumn: lineOrNull(place.endColumn) }),
    snippet: cleanOrNull(place.snippet, readableCode),
    ...cleanAround(place.around),
    label: cleanOrNull(place.label),
  };
}

function cleanPackage({ ecosystem, name, version }: PackageRef): PackageRef {
  return normalisePackage({ ecosystem: cleanLine(ecosystem), name: cleanLine(name), version: cleanOrNull(version) });
}

function cleanSubject(subject: Subject, root: string): Subject {
  switch (subject.category) {
    case 'sast':
    case 'quality':
      return subject;
    case 'dependency':
      return {
        ...subject,
        package: cleanPackage(subject.package),
        advisories: normaliseAdvisories(subject.advisories.map(cleanLine)).slice(0, LIMITS.advisories),
        fixedVersions: subject.fixedVersions.map(cleanLine).slice(0, LIMITS.advisories),
        manifest: normalisePath(subject.manifest, root),
      };
    case 'container':
      return {
        ...subject,
        image: cleanLine(subject.image),
        package: cleanPackage(subject.package),
        advisories: normaliseAdvisories(subject.advisories.map(cleanLine)).slice(0, LIMITS.advisories),
        fixedVersions: subject.fixedVersions.map(cleanLine).slice(0, LIMITS.advisories),
      };
    case 'license':
      return { ...subject, package: cleanPackage(subject.package), license: cleanLine(subject.license) };
    case 'secret':
      // The value is only made well-formed: it must still be found in the texts around it.
      return { ...subject, value: subject.value, match: cleanOrNull(subject.match, readableSnippet) };
    case 'iac':
      return { ...subject, check: cleanOrNull(subject.check), resource: cleanOrNull(subject.resource) };
    case 'dast':
      return {
        ...subject,
        method: cleanOrNull(subject.method)?.toUpperCase() ?? null,
        url: cleanLine(subject.url),
        parameter: cleanOrNull(subject.parameter),
      };
    case 'pipeline':
      return {
        ...subject,
        workflow: normalisePath(subject.workflow, root) ?? '',
        job: cleanOrNull(subject.job),
        step: cleanOrNull(subject.step),
        ...(subject.shared === undefined
          ? {}
          : { shared: { ...subject.shared, about: cleanLine(subject.shared.about) } }),
        ...(subject.change === undefined ? {} : { change: readableCode(subject.change) }),
      };
    case 'privilege':
      return {
        ...subject,
        principal: cleanLine(subject.principal),
        resource: cleanLine(subject.resource),
        ...(subject.shown === undefined ? {} : { shown: cleanShown(subject.shown) }),
      };
    default:
      return subject satisfies never;
  }
}

type Shown = NonNullable<(Subject & { category: 'privilege' })['shown']>;

function cleanShown({ principal, resource, setting, system, fix }: Shown): Shown {
  return {
    principal: cleanOrNull(principal),
    resource: cleanLine(resource),
    setting: cleanLine(setting),
    system: cleanLine(system),
    ...(fix === undefined ? {} : { fix: cleanLine(fix) }),
  };
}

function cleanTrusted(trusted: Observation['trusted']): Observation['trusted'] {
  if (trusted === null) return null;
  const value = cutText(cleanLine(trusted.value), LIMITS.id);
  return value === '' ? null : { value, pathFree: trusted.pathFree };
}

function cleanRule(rule: Observation['rule']): Observation['rule'] {
  const id = cleanLine(rule.id);
  const former = (rule.formerIds ?? []).slice(0, LIMITS.formerIds).map((each) => cutText(cleanLine(each), LIMITS.id));
  return {
    id: id === '' ? 'unknown' : cutText(id, LIMITS.id),
    ...(former.length === 0 ? {} : { formerIds: former }),
    name: cleanOrNull(rule.name),
    helpUrl: webAddress(rule.helpUrl),
  };
}

/** What nobody states, in a word or a score, is unknown. */
function cleanSeverity(severity: Severity, reported: string | null, cvss: number | null): Severity {
  if (isSeverity(severity) && severity !== 'unknown') return severity;
  return severityFrom(reported) ?? severityFrom(cvss) ?? 'unknown';
}

/**
 * Everything of the normalisation but the shortening. Redaction stands between the two: a secret that was cut in half
 * would no longer be recognised.
 * @param root folder of the repository that relative paths are relative to
 */
export function cleanObservation(o: Observation, root = ''): Observation {
  const rule = cleanRule(o.rule);
  const cvss = o.cvss !== null && severityFromCvss(o.cvss) !== null ? o.cvss : null;
  const reported = cleanOrNull(o.severityReported);
  const message = readableMessage(o.message).trim();
  const title = cutText(cleanLine(o.title), LIMITS.title + MARGIN);
  return {
    subject: cleanSubject(o.subject, root),
    scanner: cleanLine(o.scanner).toLowerCase(),
    rule,
    title: title === '' ? (rule.name ?? rule.id) : title,
    message,
    remediation: cleanOrNull(o.remediation, readableMessage),
    severity: cleanSeverity(o.severity, reported, cvss),
    severityReported: reported,
    cvss,
    confidence: o.confidence,
    cwes: normaliseCwes(o.cwes),
    references: normaliseReferences(o.references),
    locations: o.locations.slice(0, LIMITS.locations).map((place) => cleanLocation(place, root)),
    trusted: cleanTrusted(o.trusted),
    ...(o.codeIsOptional === undefined ? {} : { codeIsOptional: o.codeIsOptional }),
    suppression: o.suppression && {
      kind: o.suppression.kind,
      justification: cleanOrNull(o.suppression.justification, readableSnippet),
    },
    position: o.position,
  };
}

const cutOrNull = (text: string | null, length: number): string | null =>
  text === null ? null : cutText(text, length);

function cutSubject(subject: Subject): Subject {
  return subject.category === 'secret' ? { ...subject, match: cutOrNull(subject.match, LIMITS.snippet) } : subject;
}

const fits = (text: string | null, length: number): boolean => text === null || text.length <= length;

function isShort(o: Observation): boolean {
  return (
    o.title.length <= LIMITS.title &&
    o.message.length <= LIMITS.message &&
    fits(o.remediation, LIMITS.message) &&
    fits(o.rule.name, LIMITS.name) &&
    fits(o.severityReported, LIMITS.name) &&
    fits(o.suppression?.justification ?? null, LIMITS.label) &&
    (o.subject.category !== 'secret' || fits(o.subject.match, LIMITS.snippet)) &&
    o.locations.every(
      (place) => fits(place.snippet, LIMITS.snippet) && fits(place.label, LIMITS.label) && place.around === undefined,
    )
  );
}

/** The first place alone has code around it: results may name hundreds. */
function cutLocation({ around, ...place }: Location, index: number): Location {
  const excerpt = around === undefined || index > 0 ? null : excerptOf(around, place);
  return {
    ...place,
    snippet: cutOrNull(place.snippet, LIMITS.snippet),
    ...(excerpt === null ? {} : { around: excerpt }),
    label: cutOrNull(place.label, LIMITS.label),
  };
}

/** The shortening, with a visible mark. */
export function cutObservation(o: Observation): Observation {
  if (isShort(o)) return o;
  return {
    ...o,
    subject: cutSubject(o.subject),
    rule: { ...o.rule, name: cutOrNull(o.rule.name, LIMITS.name) },
    title: cutText(o.title, LIMITS.title),
    message: cutText(o.message, LIMITS.message),
    remediation: cutOrNull(o.remediation, LIMITS.message),
    severityReported: cutOrNull(o.severityReported, LIMITS.name),
    locations: o.locations.map(cutLocation),
    suppression: o.suppression && {
      kind: o.suppression.kind,
      justification: cutOrNull(o.suppression.justification, LIMITS.label),
    },
  };
}
