import type { Category } from '#lib/domain/finding/finding.ts';
import { imageSubject } from '#lib/domain/finding/image.ts';
import type { Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { everything, nothingScanned, onePart } from '#lib/scanners/shared/parts.ts';
import { asArray, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { asUtcDate } from '#lib/scanners/shared/utc-date.ts';
import { isOperatorReport, mayBeOperatorReport, readOperator } from './operator.ts';
import { readItem } from './reader.ts';
import { LISTS, noteDirectness, RESOURCE_LISTS, ResultIndex } from './result-index.ts';
import { artifactOf, type Target } from './target.ts';

const PLACES = ['Results[]', ...RESOURCE_LISTS.map((list) => `${list}[].Results[]`), '[]'];
const ITEMS = PLACES.flatMap((place) => LISTS.map((list) => `${place}.${list}[]`));
const PACKAGES = PLACES.map((place) => `${place}.Packages[]`);

/** Of what Trivy looks at, it writes a result also when it found nothing there. */
const NOTHING_SCANNED = 'Trivy found nothing to scan: the report has no results.';

/**
 * Trivy's JSON: schema 2, the bare array that came before it, both shapes of reports on a cluster, and the resources
 * that the Trivy Operator keeps in one.
 */
export const scanner: Scanner = {
  id: 'trivy',
  name: 'Trivy',
  aliases: ['trivy-json', 'trivy-k8s', 'trivy-operator'],
  categories: ['container', 'dependency', 'iac', 'secret', 'license'],
  docsUrl: 'https://trivy.dev/latest/docs/configuration/reporting/',
  // Before schema 2, a list of results.
  emptyByClaim: true,
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind !== 'json') return false;
  if (Array.isArray(outline.value)) return outline.value.some(isLegacyResult);
  return isRecord(outline.value) && (isReport(outline.value) || isOperatorReport(outline.value));
}

function isLegacyResult(value: unknown): boolean {
  if (!isRecord(value) || typeof value.Target !== 'string') return false;
  return ['Vulnerabilities', 'Misconfigurations', 'Secrets', 'Class', 'Type'].some((key) => key in value);
}

function isReport(report: Json): boolean {
  const about = ['SchemaVersion', 'ArtifactName', 'ArtifactType'].filter((key) => key in report);
  // Reports on a cloud account have no schema version.
  if (about.length >= 2) return true;
  if (asArray(report.Results).some(isLegacyResult)) return true;
  return typeof report.ClusterName === 'string' && isClusterReport(report);
}

/** A report on a cluster leaves out its empty lists, so that nothing may be left but its name and words about the scan. */
function isClusterReport(report: Json): boolean {
  if (RESOURCE_LISTS.some((list) => Array.isArray(report[list]))) return true;
  return Object.values(report).every((value) => typeof value !== 'object' || value === null);
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const document = await readJson(source, { cuts: [], passOver: [...ITEMS, ...PACKAGES, 'items[]'], onItem: () => {} });
  if (mayBeOperatorReport(document)) return readOperator(source, document, sink);
  check(document);
  const index = new ResultIndex(document);
  for (const item of index.skipped) sink.skipped(item);
  if (index.hasPackages) await readPackages(source, index);
  const found = new Set<Category>();
  await readJson(source, {
    cuts: ITEMS,
    passOver: PACKAGES,
    onItem: (item) => {
      const category = readItem(item, index, sink);
      if (category !== null) found.add(category);
    },
  });
  for (const entry of index.entries) for (const category of measured(entry.target)) found.add(category);
  const report = asRecord(document);
  if (found.size === 0) found.add(defaultCategory(report));
  const gaps = index.errors
    .slice(0, 20)
    .map((error) => everything(`Trivy could not scan a resource: ${error.slice(0, 300)}`));
  if (index.entries.length === 0 && index.skipped.length === 0) gaps.push(nothingScanned(NOTHING_SCANNED));
  const part = {
    scanner: 'trivy',
    scannerVersion: asString(asRecord(report.Trivy).Version),
    subject: subjectOf(report),
    categories: [...found].sort(),
    gaps,
  };
  return onePart(part, asUtcDate(report.CreatedAt));
}

/** Only whole-file reports list packages; they are worth a reading of their own for what they say on directness. */
async function readPackages(source: ReportSource, index: ResultIndex): Promise<void> {
  await readJson(source, {
    cuts: PACKAGES,
    passOver: ITEMS,
    onItem: (item) => {
      const entry = index.find(item);
      if (entry !== null && isRecord(item.value)) noteDirectness(entry, item.value);
    },
  });
}

function check(document: unknown): void {
  if (document === null) return;
  if (Array.isArray(document)) {
    if (document.length === 0 || document.some(isLegacyResult)) return;
    throw new ReportError('not a Trivy report: no entry of the list has a Target');
  }
  if (!isRecord(document) || !isReport(document)) {
    throw new ReportError('not a Trivy report: neither SchemaVersion with an artifact nor Results are there');
  }
  for (const list of ['Results', 'Resources', 'Findings']) {
    const value = document[list];
    if (value !== undefined && value !== null && !Array.isArray(value)) {
      throw new ReportError(`not a Trivy report: ${list} is not a list`, list);
    }
  }
}

function measured(target: Target): Category[] {
  switch (target.resultClass) {
    case 'config':
      return ['iac'];
    case 'secret':
      return ['secret'];
    case 'license':
    case 'license-file':
      return ['license'];
    case 'os-pkgs':
    case 'lang-pkgs':
      return [target.image === null ? 'dependency' : 'container'];
    default:
      return [];
  }
}

/** An image is scanned under its name, a cluster under its own; a folder is the repository itself. */
function subjectOf(report: Json): string | null {
  if (typeof report.ClusterName === 'string') return asString(report.ClusterName);
  return 'ArtifactType' in report ? imageSubject(artifactOf(report, []).image) : null;
}

/** A report without results is a clean scan; packages are what Trivy looks for unless told otherwise. */
function defaultCategory(report: Json): Category {
  const type = asString(report.ArtifactType) ?? '';
  if (type === 'aws_account') return 'iac';
  return type === 'container_image' || type === 'vm' || 'ClusterName' in report ? 'container' : 'dependency';
}
