import type { Observation, Severity } from '#lib/domain/finding/finding.ts';
import { scoreOfVector } from '#lib/scanners/shared/score-of-vector.ts';
import { asNumber, asRecord, asString, asStrings, oneLine } from '#lib/scanners/shared/text.ts';

/** What both report versions say of one advisory for one package. */
export interface Advisory {
  package: string;
  version: string | null;
  /** npm's own number of the advisory. */
  source: string | null;
  url: string | null;
  cves: readonly string[];
  title: string;
  /** The registry's explanation, plain text; may be empty. */
  text: string;
  severity: string | null;
  cwes: readonly number[];
  cvss: number | null;
  /** Versions that are affected, as a range. */
  range: string | null;
  fixedVersions: readonly string[];
  remediation: string | null;
  references: readonly string[];
  direct: boolean | null;
  manifest: string;
  /** Where it is installed: `node_modules/x` or `parent>x`. */
  places: readonly string[];
  position: string;
}

const PLACES_KEPT = 20;

export function toObservation(advisory: Advisory): Observation {
  const { title, manifest } = advisory;
  const advisories = advisoryNames(advisory);
  const references = [advisory.url, ...advisory.references].filter((url) => url !== null);
  return {
    subject: {
      category: 'dependency',
      package: { ecosystem: 'npm', name: advisory.package, version: advisory.version },
      advisories,
      fixedVersions: [...advisory.fixedVersions],
      direct: advisory.direct,
      manifest,
    },
    scanner: 'npm-audit',
    rule: { id: advisories[0] ?? 'unknown', name: oneLine(title), helpUrl: webUrl(advisory.url) },
    title: oneLine(titleOf(title, advisory.package)),
    message: messageOf(advisory),
    remediation: advisory.remediation,
    severity: severityOf(advisory.severity),
    severityReported: advisory.severity,
    cvss: advisory.cvss,
    confidence: 'unknown',
    cwes: [...advisory.cwes],
    references: [...new Set(references)].filter((url) => webUrl(url) !== null),
    locations: advisory.places.slice(0, PLACES_KEPT).map((place) => ({
      path: manifest,
      startLine: null,
      endLine: null,
      startColumn: null,
      snippet: null,
      label: oneLine(place),
    })),
    trusted: null,
    suppression: null,
    position: advisory.position,
  };
}

/** npm's titles rarely say which package they speak of. */
function titleOf(title: string, name: string): string {
  const words = title.toLowerCase().split(/[^\w@/.-]+/);
  return words.includes(name.toLowerCase()) ? title : `${title} in ${name}`;
}

/** GHSA and CVEs first, for they are what other scanners know it by; npm's number may be all that an older report has. */
export function advisoryNames(advisory: Pick<Advisory, 'url' | 'cves' | 'source'>): string[] {
  const ghsa = /GHSA(?:-[0-9a-z]{4}){3}/i.exec((advisory.url ?? '').slice(0, 2000))?.[0];
  const names = [...(ghsa === undefined ? [] : [ghsa]), ...advisory.cves];
  return [...new Set([...names, ...(advisory.source === null ? [] : [`npm:${advisory.source}`])])];
}

function messageOf(advisory: Advisory): string {
  const { places } = advisory;
  const more = places.length > PLACES_KEPT ? ` and ${places.length - PLACES_KEPT} more` : '';
  return [
    advisory.text.trim() === '' ? advisory.title : advisory.text.trim(),
    advisory.range === null ? null : `Affected versions: ${advisory.range}`,
    places.length === 0 ? null : `Installed at: ${places.slice(0, PLACES_KEPT).join(', ')}${more}`,
  ]
    .filter((line) => line !== null)
    .join('\n');
}

function severityOf(word: string | null): Severity {
  switch (word?.toLowerCase()) {
    case 'critical':
      return 'critical';
    case 'high':
      return 'high';
    case 'moderate':
    case 'medium':
      return 'medium';
    case 'low':
      return 'low';
    case 'info':
      return 'info';
    default:
      return 'unknown';
  }
}

export function webUrl(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}

/** `CWE-400`, `["CWE-400"]`, 400; npm writes `CWE-` where there is none. */
export function cwesOf(value: unknown): number[] {
  const numbers = asStrings(value).map((text) => Number(/^(?:CWE-)?(\d{1,6})$/i.exec(text.trim())?.[1]));
  return [...new Set(numbers.filter((number) => number > 0))];
}

/** npm writes a score of 0 for "none given", and so for what has a vector of a version that it does not score. */
export function cvssOf(value: unknown): number | null {
  const { score, vectorString } = asRecord(value);
  return positive(asNumber(score)) ?? positive(scoreOfVector(asString(vectorString)));
}

const positive = (score: number | null): number | null => (score !== null && score > 0 && score <= 10 ? score : null);

/** The ends of an affected range, which are the first versions without it: `>=4.0.0 <4.3.1 || <2.6.9` → 2.6.9, 4.3.1. */
export function endsOfRange(range: string | null): string[] {
  const ends = [...(range ?? '').slice(0, 4000).matchAll(/<(?!=) ?([0-9][0-9A-Za-z.+-]{0,100})/g)].map(
    (match) => match[1],
  );
  return sortVersions(ends.filter((version) => version !== undefined));
}

/** The starts of the ranges that are patched: `>= 1.4.1 < 2.0.0 || >= 2.0.3` → 1.4.1, 2.0.3. */
export function startsOfRange(range: string | null): string[] {
  const text = (range ?? '').slice(0, 4000);
  const starts = [...text.matchAll(/>=? ?([0-9][0-9A-Za-z.+-]{0,100})/g)].map((match) => match[1]);
  return sortVersions(starts.filter((version) => version !== undefined));
}

function sortVersions(versions: readonly string[]): string[] {
  return [...new Set(versions)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
