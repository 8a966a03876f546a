import type { Category } from '#lib/domain/finding/finding.ts';
import type { Gap, Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { everything, inFiles, nothingScanned, onePart } from '#lib/scanners/shared/parts.ts';
import { asArray, asInteger, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { categoryOf } from './family.ts';
import { readRecord, recordTraits } from './record.ts';

const PLACES = ['results', '[].results'];
const FAILED = PLACES.map((place) => `${place}.failed_checks[]`);
const SKIPPED = PLACES.map((place) => `${place}.skipped_checks[]`);
const PASSED = PLACES.map((place) => `${place}.passed_checks[]`);
const PARSE_ERRORS_NAMED = 5;
const NOTHING_SCANNED = 'Checkov checked no resource at all.';

/** Checkov's JSON: one runner's object, a list of them, or the flat totals of a scan that had nothing to look at. */
export const scanner: Scanner = {
  id: 'checkov',
  name: 'Checkov',
  aliases: ['checkov-json'],
  categories: ['iac', 'pipeline', 'secret', 'dependency', 'container', 'license', 'privilege', 'sast'],
  docsUrl: 'https://www.checkov.io/2.Basics/Reviewing%20Scan%20Results.html',
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind !== 'json') return false;
  const reports = Array.isArray(outline.value) ? outline.value : [outline.value];
  return reports.some((report) => isRecord(report) && (isRunner(report) || isEmptyScan(report)));
}

function isRunner(report: Json): boolean {
  if (!('check_type' in report) && !('checkov_version' in asRecord(report.summary))) return false;
  return 'results' in report || 'summary' in report;
}

/** Versions differ in spelling: `parsingerrors` and `resourcecount`, later with an underscore. */
function isEmptyScan(report: Json): boolean {
  return 'checkov_version' in report && 'passed' in report && 'failed' in report && !('results' in report);
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  // Two readings: a record's runner may stand after it.
  const ignored = { cuts: [], passOver: [...FAILED, ...SKIPPED, ...PASSED], onItem: () => {} };
  const document = await readJson(source, ignored);
  const reports = reportsOf(document);
  const runners = reports.map((report) => (asString(report.check_type) ?? '').toLowerCase());
  const failed = reports.map(() => 0);
  let found = 0;
  const categories = new Set<Category>(
    runners.filter((runner) => runner !== '').map((runner) => categoryOf(runner, '')),
  );
  await readJson(source, {
    cuts: [...FAILED, ...SKIPPED],
    passOver: PASSED,
    onItem({ cut, value, position, indices }) {
      const at = indices.length > 1 ? (indices[0] ?? 0) : 0;
      found++;
      const isSkipped = SKIPPED.includes(cut);
      if (!isSkipped) failed[at] = (failed[at] ?? 0) + 1;
      const record = isRecord(value) ? readRecord(value, runners[at] ?? '', isSkipped, position) : 'not an object';
      if (typeof record === 'string') return sink.skipped({ position, reason: record, standsFor: recordTraits(value) });
      categories.add(record.subject.category);
      sink.observation(record);
    },
  });
  return onePart({
    scanner: 'checkov',
    scannerVersion: versionOf(reports),
    categories: categories.size === 0 ? ['iac'] : [...categories].sort(),
    gaps: [
      ...reports.flatMap((report, index) => gapsOf(report, failed[index] ?? 0)),
      ...(reports.every(sawNothing) && found === 0 ? [nothingScanned(NOTHING_SCANNED)] : []),
    ],
  });
}

function reportsOf(document: unknown): Json[] {
  const list = Array.isArray(document) ? document : [document];
  if (list.length === 0) throw new ReportError('an empty list: no runner of Checkov wrote into it');
  return list.map((report: unknown, index) => {
    const position = Array.isArray(document) ? `[${index}]` : null;
    if (!isRecord(report)) throw new ReportError('not a Checkov report: an object was expected', position);
    if (isEmptyScan(report)) return report;
    if (!isRunner(report)) throw new ReportError('not a Checkov report: no check_type', position);
    const { results } = report;
    if (!isRecord(results)) throw new ReportError('not a Checkov report: results is missing', position);
    for (const key of ['failed_checks', 'skipped_checks']) {
      const checks = results[key] ?? [];
      if (!Array.isArray(checks)) throw new ReportError(`not a Checkov report: results.${key} is not a list`, position);
    }
    return report;
  });
}

function versionOf(reports: readonly Json[]): string | null {
  for (const report of reports) {
    const version = asString(asRecord(report.summary).checkov_version) ?? asString(report.checkov_version);
    if (version !== null) return version;
  }
  return null;
}

/** Without resources nothing was checked: no file of a known kind was there, or none could be parsed. */
function sawNothing(report: Json): boolean {
  const totals = isEmptyScan(report) ? report : asRecord(report.summary);
  const resources = asInteger(totals.resource_count) ?? asInteger(totals.resourcecount);
  const passed = asInteger(totals.passed) ?? 0;
  return resources === 0 && passed === 0;
}

/** What the report says it did not look at, or holds fewer of than it counts. */
function gapsOf(report: Json, received: number): Gap[] {
  const runner = asString(report.check_type) ?? 'the scan';
  const totals = isEmptyScan(report) ? report : asRecord(report.summary);
  const files = asStrings(asArray(asRecord(report.results).parsing_errors));
  const counted = asInteger(totals.parsing_errors) ?? asInteger(totals.parsingerrors) ?? 0;
  const broken = Math.max(files.length, counted);
  const found: Gap[] = [];
  if (broken > 0) {
    const named = files.slice(0, PARSE_ERRORS_NAMED).join(', ');
    const more = files.length > PARSE_ERRORS_NAMED ? ', …' : '';
    const reason = `Checkov could not parse ${broken} file(s) (${runner})${named === '' ? '' : `: ${named}${more}`}.`;
    found.push(broken > files.length ? everything(reason) : inFiles(files, reason));
  }
  const policies = asInteger(totals.policies_errors_count) ?? 0;
  if (policies > 0) found.push(everything(`Checkov could not run ${policies} of its policies (${runner}).`));
  const counter = asInteger(totals.failed) ?? 0;
  if (counter > received) {
    found.push(everything(`The report counts ${counter} failed checks (${runner}) but holds ${received}.`));
  }
  return found;
}
