import type { Category, Location, Observation, PackageRef, Subject } from '#lib/domain/finding/finding.ts';
import { UNNAMED_IMAGE } from '#lib/domain/finding/image.ts';
import type { ReportSource, ReportSummary, Sink } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { everything, knownTraits, onePart } from '#lib/scanners/shared/parts.ts';
import {
  asArray,
  asLine,
  asNumber,
  asRecord,
  asString,
  isRecord,
  type Json,
  oneLine,
  plainText,
} from '#lib/scanners/shared/text.ts';
import { severityOf } from './vulnerability.ts';

const ISSUES = ['data[]', '[].data[]'];

/** Whether a document is a page of `rest/orgs/{id}/issues`; an empty page names no type, but its format's version. */
export function isRestPage(value: unknown): boolean {
  const page = asRecord(value);
  if (!Array.isArray(page.data)) return false;
  const [first] = page.data;
  if (first === undefined) return isRecord(page.jsonapi) && isRecord(page.links);
  const { type, attributes } = asRecord(first);
  return type === 'issue' && isRecord(attributes) && 'effective_severity_level' in attributes;
}

/** Reads the issues of Snyk's REST API, one page or a list of them: what its own site knows of an organization. */
export async function readRest(source: ReportSource, document: unknown, sink: Sink): Promise<ReportSummary> {
  const categories = new Set<Category>();
  await readJson(source, {
    cuts: ISSUES,
    onItem: ({ value, position }) => {
      const attributes = asRecord(asRecord(value).attributes);
      if (asString(attributes.status)?.toLowerCase() === 'resolved') return;
      const found = readIssue(attributes, position);
      if (typeof found === 'string') {
        sink.skipped({ position, reason: found, standsFor: knownTraits({ advisory: asString(attributes.key) }) });
        return;
      }
      categories.add(found.subject.category);
      sink.observation(found);
    },
  });
  const pages = (Array.isArray(document) ? document : [document]).map(asRecord);
  const more = asString(asRecord(pages.at(-1)?.links).next) !== null;
  return onePart({
    scanner: 'snyk-rest',
    categories: categories.size === 0 ? ['dependency'] : [...categories].sort(),
    gaps: more ? [everything('Snyk has more pages of issues than the report holds.')] : [],
  });
}

/** One issue by its attributes; a text says why it cannot be read. */
function readIssue(attributes: Json, position: string): Observation | string {
  const problems = asArray(attributes.problems).map(asRecord);
  const ids = problems.map(({ id }) => asString(id)).filter((id) => id !== null);
  const own = problems.find(({ source }) => asString(source)?.toUpperCase() === 'SNYK');
  const id = asString(own?.id) ?? ids.find((name) => /^snyk/i.test(name)) ?? ids[0] ?? asString(attributes.key);
  if (id === null) return 'neither a problem nor a key';
  const parts = asArray(attributes.coordinates)
    .flatMap((each) => asArray(asRecord(each).representations))
    .map(asRecord);
  const pkg = packageOf(id, parts);
  const subject = subjectOf(asString(attributes.type) ?? '', id, [...new Set([id, ...ids])], pkg, parts);
  if (subject === null) return `${id} names no package`;
  const title = asString(attributes.title) ?? id;
  const severity = asString(attributes.effective_severity_level);
  const links = problems.map(({ url }) => asString(url)).filter((url) => url !== null);
  return {
    subject,
    scanner: 'snyk',
    rule: { id, name: oneLine(title), helpUrl: links[0] ?? null },
    title: oneLine(pkg === null ? title : `${title} in ${pkg.name}`),
    message: plainText(asString(attributes.description) ?? title),
    remediation: null,
    severity: severityOf(severity),
    severityReported: severity,
    cvss: cvssOf(attributes.severities),
    confidence: 'unknown',
    cwes: cwesOf(attributes.classes),
    references: [...new Set(links)],
    locations: locationsOf(parts),
    trusted: null,
    suppression: attributes.ignored === true ? { kind: 'external', justification: null } : null,
    position,
  };
}

function subjectOf(
  type: string,
  id: string,
  advisories: string[],
  pkg: PackageRef | null,
  parts: readonly Json[],
): Subject | null {
  if (type === 'code') return { category: 'sast' };
  if (type === 'cloud' || type === 'config' || type === 'custom') {
    const resource = parts.map((part) => asString(part.resourcePath)).find((path) => path !== null) ?? null;
    return { category: 'iac', check: null, resource };
  }
  if (pkg === null) return null;
  if (type === 'license' || /^snyk:lic:/i.test(id)) {
    return { category: 'license', package: pkg, license: id.split(':').at(-1) ?? id };
  }
  const known = { package: pkg, advisories, fixedVersions: [] };
  if (pkg.ecosystem === 'deb' || pkg.ecosystem === 'rpm' || pkg.ecosystem === 'apk') {
    return { category: 'container', image: UNNAMED_IMAGE, ...known };
  }
  return { category: 'dependency', ...known, direct: null, manifest: null };
}

/** Where Snyk's own ids say in which registry or distribution they are: `SNYK-JS-…`, `SNYK-DEBIAN12-…`. */
const ECOSYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/^(?:SNYK-JS-|npm:|snyk:lic:npm:)/i, 'npm'],
  [/^(?:SNYK-PYTHON-|snyk:lic:pip:)/i, 'pypi'],
  [/^(?:SNYK-JAVA-|snyk:lic:maven:)/i, 'maven'],
  [/^(?:SNYK-GOLANG-|snyk:lic:golang:)/i, 'golang'],
  [/^(?:SNYK-DOTNET-|snyk:lic:nuget:)/i, 'nuget'],
  [/^(?:SNYK-PHP-|snyk:lic:composer:)/i, 'composer'],
  [/^(?:SNYK-RUBY-|snyk:lic:rubygems:)/i, 'gem'],
  [/^(?:SNYK-RUST-|snyk:lic:cargo:)/i, 'cargo'],
  [/^(?:SNYK-HEX-|snyk:lic:hex:)/i, 'hex'],
  [/^(?:SNYK-SWIFT-|snyk:lic:swift:)/i, 'swift'],
  [/^SNYK-COCOAPODS-/i, 'cocoapods'],
  [/^SNYK-(?:DEBIAN|UBUNTU)\w*-/i, 'deb'],
  [/^SNYK-(?:ALPINE|WOLFI|CHAINGUARD)\w*-/i, 'apk'],
  [/^SNYK-(?:RHEL|CENTOS|AMZN|ORACLE|SLES|ROCKY|ALMALINUX|FEDORA)\w*-/i, 'rpm'],
];

function packageOf(id: string, parts: readonly Json[]): PackageRef | null {
  const dependency = parts
    .map((part) => asRecord(part.dependency))
    .find((each) => asString(each.package_name) !== null);
  const name = asString(dependency?.package_name);
  if (name === null) return null;
  const ecosystem = ECOSYSTEMS.find(([pattern]) => pattern.test(id))?.[1] ?? '';
  return { ecosystem, name, version: asString(dependency?.package_version) };
}

function locationsOf(parts: readonly Json[]): Location[] {
  const places = parts.map((part) => asRecord(part.sourceLocation)).filter((place) => asString(place.file) !== null);
  return places.map((place) => {
    const { start, end } = asRecord(place.region);
    const startLine = asLine(asRecord(start).line);
    return {
      path: asString(place.file),
      startLine,
      endLine: asLine(asRecord(end).line) ?? startLine,
      startColumn: asLine(asRecord(start).column),
      snippet: null,
      label: null,
    };
  });
}

function cvssOf(severities: unknown): number | null {
  const scores = asArray(severities).map((each) => asNumber(asRecord(each).score));
  return scores.find((score) => score !== null && score > 0 && score <= 10) ?? null;
}

function cwesOf(classes: unknown): number[] {
  const numbers = asArray(classes).map((each) => /^CWE-(\d{1,5})$/i.exec(asString(asRecord(each).id) ?? '')?.[1]);
  return [...new Set(numbers.map(Number).filter((number) => number > 0))];
}
