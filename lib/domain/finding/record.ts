import { orderVersions } from '#lib/domain/action/version.ts';
import { canonicalAdvisory } from '#lib/domain/advisory/advisory.ts';
import { joiningNames } from '#lib/domain/advisory/joining-names.ts';
import { formerBases } from '#lib/domain/identity/former-bases.ts';
import { hashText } from '#lib/domain/identity/hash.ts';
import { type Identity, identityOf, placeOf } from '#lib/domain/identity/identity.ts';
import { redactObservation } from '#lib/domain/redaction/redact-observation.ts';
import type {
  Category,
  Confidence,
  Location,
  Observation,
  PackageRef,
  Severity,
  Subject,
  Suppression,
} from './finding.ts';
import { parseImage, UNNAMED_IMAGE } from './image.ts';
import { cleanObservation, cutObservation, LIMITS } from './normalise.ts';
import { cutText } from './normalise-text.ts';
import { compareText, uniqueLocations, uniqueSorted } from './record-order.ts';

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
  /** Of infrastructure and pipelines: the check's name across scanners and versions; left out where it is the rule's id. */
  check?: string;
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
  /** Names of its advisory that join with others, the one in its base first; empty without any. */
  names: string[];
  /** What it was known by before its rule was renamed; left out where it was not. */
  formerBases?: string[];
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
      return { ...NOTHING, ...subject, image: parseImage(subject.image).name || UNNAMED_IMAGE };
    case 'license':
      return { ...NOTHING, package: subject.package, detail: { license: subject.license } };
    case 'secret':
      return { ...NOTHING, detail: subject.match === null ? {} : { match: subject.match } };
    case 'iac':
      return { ...NOTHING, resource: subject.resource };
    case 'dast':
      return { ...NOTHING, detail: { method: subject.method, parameter: subject.parameter, url: subject.url } };
    case 'pipeline':
      return {
        ...NOTHING,
        detail: {
          job: subject.job,
          step: subject.step,
          workflow: subject.workflow,
          ...(subject.change === undefined ? {} : { change: subject.change }),
        },
      };
    case 'privilege':
      return privilegeFields(subject);
    default:
      return subject satisfies never;
  }
}

/** Ids make its key and are what gaps are compared with; people see names. */
function privilegeFields({ principal, resource, shown }: Subject & { category: 'privilege' }): SubjectFields {
  if (shown === undefined) return { ...NOTHING, resource, detail: { principal } };
  const { setting, system, fix } = shown;
  const ids = { principalId: principal === '' ? null : principal, resourceId: resource };
  return {
    ...NOTHING,
    resource: shown.resource,
    detail: { principal: shown.principal, ...ids, setting, system, ...(fix === undefined ? {} : { fix }) },
  };
}

/** Names take part in indexes, which limit their length; what they are compared by is the key. */
function short(text: string | null | undefined, length: number = LIMITS.id): string | null {
  return text === null || text === undefined ? null : cutText(text, length);
}

function shortDetail(detail: Record<string, DetailValue>): Record<string, DetailValue> {
  const entries = Object.entries(detail);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? short(value, LIMITS.snippet) : value]),
  );
}

function primaryPath(o: Observation): string | null {
  const path = o.locations[0]?.path ?? null;
  if (path !== null) return path;
  if (o.subject.category === 'dependency') return o.subject.manifest;
  return o.subject.category === 'pipeline' && o.subject.workflow !== '' ? o.subject.workflow : null;
}

function checkOf({ subject }: Observation): { check?: string } {
  const check =
    subject.category === 'iac'
      ? short(subject.check)
      : subject.category === 'pipeline' && subject.shared !== undefined
        ? subject.shared.check
        : null;
  return check === null ? {} : { check };
}

function storedLocation({ endColumn: _, ...stored }: Location): Location {
  return stored;
}

function fromObservation(o: Observation, reportedLocations: number): FindingRecord {
  const subject = subjectFields(o);
  const aliases = uniqueSorted(subject.advisories.map((name) => cutText(name, LIMITS.id)));
  const locations = uniqueLocations(o.locations.map(storedLocation));
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
    advisory: short(canonicalAdvisory(subject.advisories) || null),
    aliases,
    packageEcosystem: short(subject.package?.ecosystem),
    packageName: short(subject.package?.name),
    packageVersion: short(subject.package?.version),
    fixedVersions: uniqueSorted(subject.fixedVersions, orderVersions),
    image: short(subject.image),
    resource: short(subject.resource, LIMITS.url),
    ...checkOf(o),
    path: primaryPath(o),
    line: o.locations[0]?.startLine ?? null,
    locations,
    totalLocations: reportedLocations > o.locations.length ? reportedLocations : locations.length,
    suppression: o.suppression,
    subjectDetail: shortDetail(subject.detail),
  };
}

function namesOf({ subject }: Observation): string[] {
  return 'advisories' in subject ? joiningNames(subject.advisories) : [];
}

/**
 * Observation → what is stored and what it is known by. Identity is taken before redaction (the hash of a secret's
 * value is the secret's identity) and the shortening comes last (half a secret would not be recognised).
 * @param secretKey the organization's key for comparing secrets
 * @param root folder of the repository that relative paths are relative to
 */
export function toRecord(o: Observation, secretKey: Uint8Array, root = ''): Recorded {
  const clean = cleanObservation(o, root);
  const identity = identityOf(clean, secretKey);
  const former = formerBases(clean, identity.base, secretKey);
  const record = fromObservation(cutObservation(redactObservation(clean)), o.locations.length);
  return {
    record,
    base: identity.base,
    names: namesOf(clean),
    move: identity.move,
    repeats: identity.repeats,
    ...(former.length === 0 ? {} : { formerBases: former }),
    place: identity.repeats === 'ordinal' ? placeOf(clean) : '',
  };
}

/** Whether there is code around it, but not which: code that changes there is no change of the finding. */
function seenAt(at: Location): unknown[] {
  const seen = [at.path, at.startLine, at.endLine, at.startColumn, at.snippet, at.label];
  return at.around === undefined ? seen : [...seen, 'around'];
}

/** 32 hex characters over everything that a person sees; any order of the record's keys gives the same. */
export function contentHash(r: FindingRecord): string {
  const detail = Object.entries(r.subjectDetail).sort((a, b) => compareText(a[0], b[0]));
  const places = r.locations.map(seenAt);
  const rule = [r.category, r.scanner, r.ruleId, r.ruleName, r.helpUrl, r.title, r.message, r.remediation];
  const weight = [r.severity, r.severityReported, r.cvss, r.confidence, r.cwes, r.references, r.advisory, r.aliases];
  const what = [r.packageEcosystem, r.packageName, r.packageVersion, r.fixedVersions, r.image, r.resource];
  const where = [r.path, r.line, places, r.totalLocations, r.suppression?.kind, r.suppression?.justification];
  return hashText(JSON.stringify([rule, weight, what, where, detail]));
}
