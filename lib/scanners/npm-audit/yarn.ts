import type { Observation } from '#lib/domain/finding/finding.ts';
import { type Gap, ReportError, type ReportSource, type SkippedItem } from '#lib/scanners/contract.ts';
import { readLines } from '#lib/scanners/shared/lines.ts';
import { everything } from '#lib/scanners/shared/parts.ts';
import { asArray, asRecord, asString, asStrings, isRecord, type Json, oneLine } from '#lib/scanners/shared/text.ts';
import { cwesOf, endsOfRange, toObservation } from './advisory.ts';
import { nothingAudited } from './nothing-audited.ts';
import { advisoryTraits, fixesOf, readAdvisory } from './version6.ts';

/** What one line of Yarn is; null for what says nothing of the audit (progress, notes). */
type LineKind = 'advisory' | 'action' | 'summary' | 'package' | 'registry' | 'error' | null;

function kindOf(value: unknown): LineKind {
  if (!isRecord(value)) return null;
  if (isRecord(value.advisories) && 'metadata' in value) return 'registry';
  if (typeof value.value === 'string' && isRecord(value.children) && 'Severity' in value.children) return 'package';
  switch (value.type) {
    case 'auditAdvisory':
      return 'advisory';
    case 'auditAction':
      return 'action';
    case 'auditSummary':
      return 'summary';
    case 'info':
      // All that Yarn 2 and later say when there is nothing.
      return value.data === 'No audit suggestions' ? 'summary' : null;
    case 'error':
      return typeof value.data === 'string' ? 'error' : null;
    default:
      return null;
  }
}

/** Whether the first line of a document is one of `yarn audit --json` or `yarn npm audit --json`. */
export function isYarnLine(value: unknown): boolean {
  const kind = kindOf(value);
  return kind !== null && kind !== 'registry' && (kind !== 'error' || isBerry(value));
}

/** Yarn 2 and 3 pass the registry's answer on in one line, and may say more behind it; Yarn 1 begins with notes. */
export function isYarnLines(value: unknown): boolean {
  const note = isRecord(value) && (value.type === 'info' || value.type === 'warning') && 'data' in value;
  return kindOf(value) === 'registry' || isYarnLine(value) || note;
}

function isBerry(value: unknown): boolean {
  return isRecord(value) && typeof value.displayName === 'string' && /^YN\d{4}$/.test(value.displayName);
}

interface Gathered {
  advisories: { entry: Json; key: string; position: string }[];
  packages: Observation[];
  actions: unknown[];
  errors: string[];
  skipped: SkippedItem[];
  complete: boolean;
  /** What the summary counts. */
  metadata: unknown;
}

export interface YarnReport {
  observations: Observation[];
  skipped: SkippedItem[];
  gaps: Gap[];
}

export async function readYarn(source: ReportSource): Promise<YarnReport> {
  const found: Gathered = {
    advisories: [],
    packages: [],
    actions: [],
    errors: [],
    skipped: [],
    complete: false,
    metadata: null,
  };
  const seen = new Set<string>();
  await readLines(source, (value, position) => readLine(value, position, found, seen));
  const { packages, skipped, errors } = found;
  const fixes = fixesOf(found.actions);
  const observations = [...packages];
  for (const { entry, key, position } of found.advisories) {
    const observation = readAdvisory(entry, key, fixes, position, 'yarn.lock');
    if (typeof observation === 'string')
      skipped.push({ position, reason: observation, standsFor: advisoryTraits(entry) });
    else observations.push(observation);
  }
  const any = found.complete || observations.length > 0 || skipped.length > 0;
  if (!any) throw new ReportError(`not a report of yarn audit: ${errors[0] ?? 'no line of it is there'}`);
  const cut = found.complete || packages.length > 0 ? [] : ['The report ends before its summary.'];
  const said = errors.slice(0, 20).map((error) => `yarn says: ${error}`);
  return { observations, skipped, gaps: [...[...said, ...cut].map(everything), ...nothingAudited(found.metadata)] };
}

function readLine(value: unknown, position: string, found: Gathered, seen: Set<string>): void {
  const line = asRecord(value);
  const data = asRecord(line.data);
  switch (kindOf(value)) {
    case 'advisory':
      addAdvisory(data.advisory, asString(asRecord(data.resolution).id) ?? '', position, found, seen);
      return;
    case 'registry':
      found.complete = true;
      found.metadata = line.metadata;
      found.actions.push(...asArray(line.actions));
      for (const [key, entry] of Object.entries(asRecord(line.advisories))) {
        addAdvisory(entry, key, `${position}, advisories.${key}`, found, seen);
      }
      return;
    case 'action':
      found.actions.push(data.action);
      return;
    case 'package':
      found.packages.push(readPackage(line, position));
      return;
    case 'summary':
      found.complete = true;
      found.metadata = line.data;
      return;
    case 'error':
      found.errors.push(oneLine(asString(line.data) ?? 'no reason given', 300));
      return;
    case null:
      if (!isRecord(value)) found.skipped.push({ position, reason: 'not an object' });
  }
}

/** Yarn 1 repeats an advisory, with all its paths, for each path. */
function addAdvisory(entry: unknown, key: string, position: string, found: Gathered, seen: Set<string>): void {
  if (!isRecord(entry)) {
    found.skipped.push({ position, reason: 'not an object' });
    return;
  }
  const name = `${asString(entry.id) ?? key}\n${asString(entry.module_name)}`;
  if (seen.has(name)) return;
  seen.add(name);
  found.advisories.push({ entry, key, position });
}

/** `{value: package, children: {ID, Issue, URL, Severity, …}}` of Yarn 4. */
function readPackage(line: Json, position: string): Observation {
  const fields = asRecord(line.children);
  const name = asString(line.value) ?? '';
  const range = asString(fields['Vulnerable Versions']);
  const dependents = asStrings(fields.Dependents ?? []);
  return toObservation({
    package: name,
    version: asStrings(fields['Tree Versions'] ?? [])[0] ?? null,
    source: asString(fields.ID) ?? name,
    url: asString(fields.URL),
    cves: [],
    title: asString(fields.Issue) ?? `Vulnerability in ${name}`,
    text: '',
    severity: asString(fields.Severity),
    cwes: cwesOf([]),
    cvss: null,
    range,
    fixedVersions: endsOfRange(range),
    remediation: null,
    references: [],
    direct: dependents.length === 0 ? null : dependents.some((dependent) => dependent.includes('@workspace:')),
    manifest: 'yarn.lock',
    places: dependents,
    position,
  });
}
