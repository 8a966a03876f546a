import { canonicalAdvisory } from './advisory.ts';
import type { Category, Confidence, Location, Observation, PackageRef, Severity, Suppression } from './finding.ts';
import { hashText } from './hash.ts';
import { type Identity, identityOf, placeOf } from './identity.ts';
import { cleanObservation, cutObservation } from './normalise.ts';
import { parseImage } from './package.ts';
import { compareLocations, compareVersions, uniqueSorted } from './record-order.ts';
import { redactObservation } from './redact-observation.ts';

export type DetailValue = string | number | boolean | null;

/** What is stored of an observation, and what a person sees. Plain JSON; no secret in it. */
export interface FindingRecord {
  category: Category;
  scanner: string;
  ruleId: string;
  ruleName: string | null;
  helpUrl: string | null;
  title: string;
  message: string;
  remediation: string | null;
  severity: Severity;
  severityReported: string | null;
  cvss: number | null;
  confidence: Confidence;
  cwes: number[];
  references: string[];
  /** Canonical name; null where the category has none. */
  advisory: string | null;
  /** All its names, sorted. */
  aliases: string[];
  packageEcosystem: string | null;
  packageName: string | null;
  packageVersion: string | null;
  /** Lowest first. */
  fixedVersions: string[];
  /** Without tag and digest: these change with every build. */
  image: string | null;
  resource: string | null;
  /** Of the primary location. */
  path: string | null;
  line: number | null;
  /** At most 200, in order of path and line. */
  locations: Location[];
  /** How many there are: exact up to 200, beyond that at least so many. */
  totalLocations: number;
  suppression: Suppression | null;
  /** What else the category's subject says, by its own words: `method`, `url`, `license`, `manifest` … */
  subjectDetail: Record<string, DetailValue>;
}

export interface Recorded extends Identity {
  record: FindingRecord;
  /** Sorts equal bases of one report in line order; equal only for the very same result (see `assignKeys`). */
  place: string;
}

interface SubjectFields {
  package: PackageRef | null;
  advisories: string[];
  fixedVersions: string[];
  image: string | null;
  resource: string | null;
  detail: Record<string, DetailValue>;
}

const NOTHING: SubjectFields = {
  package: null,
  advisories: [],
  fixedVersions: [],
  image: null,
  resource: null,
  detail: {},
};

function subjectFields({ subject }: Observation): SubjectFields {
  switch (subject.category) {
    case 'sast':
    case 'quality':
      return NOTHING;
    case 'dependency':
      return { ...NOTHING, ...subject, detail: { direct: subject.direct, manifest: subject.manifest } };
    case 'container':
      return { ...NOTHING, ...subject, image: parseImage(subject.image).name };
    case 'license':
      return { ...NOTHING, package: subject.package, detail: { license: subject.license } };
    case 'secret':
      return { ...NOTHING, detail: subject.match === null ? {} : { match: subject.match } };
    case 'iac':
      return { ...NOTHING, resource: subject.resource };
    case 'dast':
      return { ...NOTHING, detail: { method: subject.method, parameter: subject.parameter, url: subject.url } };
    case 'pipeline':
      return { ...NOTHING, detail: { job: subject.job, step: subject.step, workflow: subject.workflow } };
    case 'privilege':
      return { ...NOTHING, resource: subject.resource, detail: { principal: subject.principal } };
    default:
      return subject satisfies never;
  }
}

function primaryPath(o: Observation): string | null {
  const path = o.locations[0]?.path ?? null;
  if (path !== null) return path;
  if (o.subject.category === 'dependency') return o.subject.manifest;
  return o.subject.category === 'pipeline' && o.subject.workflow !== '' ? o.subject.workflow : null;
}

function fromObservation(o: Observation, reportedLocations: number): FindingRecord {
  const subject = subjectFields(o);
  const aliases = uniqueSorted(subject.advisories);
  const locations = uniqueSorted(o.locations, compareLocations);
  return {
    category: o.subject.category,
    scanner: o.scanner,
    ruleId: o.rule.id,
    ruleName: o.rule.name,
    helpUrl: o.rule.helpUrl,
    title: o.title,
    message: o.message,
    remediation: o.remediation,
    severity: o.severity,
    severityReported: o.severityReported,
    cvss: o.cvss,
    confidence: o.confidence,
    cwes: o.cwes,
    references: uniqueSorted(o.references),
    advisory: canonicalAdvisory(subject.advisories) || null,
    aliases,
    packageEcosystem: subject.package?.ecosystem ?? null,
    packageName: subject.package?.name ?? null,
    packageVersion: subject.package?.version ?? null,
    fixedVersions: uniqueSorted(subject.fixedVersions, compareVersions),
    image: subject.image,
    resource: subject.resource,
    path: primaryPath(o),
    line: o.locations[0]?.startLine ?? null,
    locations,
    totalLocations: reportedLocations > o.locations.length ? reportedLocations : locations.length,
    suppression: o.suppression,
    subjectDetail: subject.detail,
  };
}

/**
 * Observation → what is stored and what it is known by. Identity is taken before redaction (the hash of a secret's
 * value is the secret's identity) and the shortening comes last (half a secret would not be recognised).
 * @param secretKey the organization's key for comparing secrets
 */
export function toRecord(o: Observation, secretKey: Uint8Array): Recorded {
  const clean = cleanObservation(o);
  const identity = identityOf(clean, secretKey);
  const record = fromObservation(cutObservation(redactObservation(clean)), o.locations.length);
  return {
    record,
    base: identity.base,
    move: identity.move,
    repeats: identity.repeats,
    place: identity.repeats === 'ordinal' ? placeOf(clean) : '',
  };
}

/** 32 hex characters over everything that a person sees; any order of the record's keys gives the same. */
export function contentHash(record: FindingRecord): string {
  const { locations, subjectDetail, suppression, ...rest } = record;
  const entries: unknown[] = Object.entries(rest).sort(byName);
  const places = locations.map((at) => [at.path, at.startLine, at.endLine, at.startColumn, at.snippet, at.label]);
  const detail = Object.entries(subjectDetail).sort(byName);
  return hashText(
    JSON.stringify([entries, places, detail, suppression && [suppression.kind, suppression.justification]]),
  );
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
