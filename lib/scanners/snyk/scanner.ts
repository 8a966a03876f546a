import type { Category } from '#lib/domain/finding/finding.ts';
import type { Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { type JsonItem, readJson } from '#lib/scanners/shared/json.ts';
import { everything, nothingScanned, onePart } from '#lib/scanners/shared/parts.ts';
import { asArray, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { readIacIssue } from './iac-issue.ts';
import { IssueList } from './issue-list.ts';
import { failureOf, filteredOf, isProject, isUnmanaged, type Project, projectOf } from './project.ts';
import { readUnmanaged } from './unmanaged.ts';
import { readVulnerability, suppressionOf } from './vulnerability.ts';

const VULNERABILITIES = ['vulnerabilities[]', '[].vulnerabilities[]'];
const IN_APPLICATIONS = ['applications[].vulnerabilities[]', '[].applications[].vulnerabilities[]'];
const IAC = ['infrastructureAsCodeIssues[]', '[].infrastructureAsCodeIssues[]'];
const CUTS = [...VULNERABILITIES, ...IN_APPLICATIONS, ...IAC];

/** `snyk test`, `snyk container test` and `snyk iac test` with `--json`. Snyk Code writes SARIF. */
export const scanner: Scanner = {
  id: 'snyk',
  name: 'Snyk',
  aliases: ['snyk-open-source', 'snyk-container', 'snyk-iac', 'snyk-json'],
  categories: ['dependency', 'container', 'iac', 'license'],
  docsUrl: 'https://docs.snyk.io/snyk-cli/commands/test',
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind !== 'json') return false;
  const reports = Array.isArray(outline.value) ? outline.value : [outline.value];
  return reports.some((report) => isRecord(report) && (isProject(report) || isFailure(report)));
}

function isFailure(report: Json): boolean {
  if (report.ok !== false || failureOf(report) === null) return false;
  return typeof report.error === 'string' || (isRecord(report.error) && 'path' in report);
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const document = await readJson(source, { cuts: [], passOver: CUTS, onItem: () => {} });
  const { reports, failures } = reportsOf(document);
  const projects = reports.map((report) => (report === null ? null : projectOf(report, null)));
  const applications = reports.map((report, at) =>
    asArray(report?.applications).map((application) => projectOf(asRecord(application), projects[at] ?? null)),
  );
  const issues = new IssueList();
  const onItem = (item: JsonItem): void => {
    const { cut, indices, value, position } = item;
    const nested = IN_APPLICATIONS.includes(cut);
    const at = cut.startsWith('[]') ? (indices[0] ?? 0) : 0;
    const project = nested ? applications[at]?.[indices.at(-2) ?? 0] : projects[at];
    if (project === null || project === undefined) return;
    readItem(value, IAC.includes(cut), project, position, issues, sink);
  };
  await readJson(source, { cuts: CUTS, onItem });
  reports.forEach((report, at) => {
    const project = projects[at];
    if (report === null || project === null || project === undefined) return;
    const base = Array.isArray(document) ? `[${at}].` : '';
    readFiltered(report, project, base, issues, sink);
    if (!isUnmanaged(report)) return;
    for (const { issue, position } of readUnmanaged(report, base)) {
      if (typeof issue === 'string') sink.skipped({ position, reason: issue });
      else issues.add(issue);
    }
  });
  const licensed = issues.hasLicense || reports.some((report) => isRecord(report?.licensesPolicy));
  for (const observation of issues.observations()) sink.observation(observation);
  return summaryOf(
    projects.filter((project) => project !== null),
    failures,
    licensed,
  );
}

function reportsOf(document: unknown): { reports: (Json | null)[]; failures: string[] } {
  const list = Array.isArray(document) ? document : [document];
  const failures: string[] = [];
  const reports = list.map((report: unknown, index) => {
    const position = Array.isArray(document) ? `[${index}]` : null;
    if (!isRecord(report)) throw new ReportError('not a Snyk report: an object was expected', position);
    const failure = failureOf(report);
    if (failure !== null) {
      failures.push(failure);
      return null;
    }
    if (isUnmanaged(report)) return report;
    const known = ['vulnerabilities', 'infrastructureAsCodeIssues'].filter((key) => (report[key] ?? null) !== null);
    if (known.length === 0) throw new ReportError('not a Snyk report: no results', position);
    for (const key of known) {
      if (!Array.isArray(report[key])) throw new ReportError(`not a Snyk report: ${key} is not a list`, position);
    }
    return report;
  });
  if (failures.length === list.length) throw new ReportError(`Snyk failed: ${failures[0] ?? 'an empty list'}`);
  return { reports, failures };
}

function readItem(
  value: unknown,
  iac: boolean,
  project: Project,
  position: string,
  issues: IssueList,
  sink: Sink,
): void {
  if (!isRecord(value)) sink.skipped({ position, reason: 'not an object' });
  else if (iac) {
    const found = readIacIssue(value, project, position);
    if (typeof found === 'string') sink.skipped({ position, reason: found });
    else sink.observation(found);
  } else {
    const issue = readVulnerability(value, project, null, position);
    if (typeof issue === 'string') sink.skipped({ position, reason: issue });
    else issues.add(issue);
  }
}

/** What a policy took out is still there in the code: it is shown as suppressed. */
function readFiltered(report: Json, project: Project, base: string, issues: IssueList, sink: Sink): void {
  for (const { entry, list, index } of filteredOf(report)) {
    const position = `${base}filtered.${list}[${index}]`;
    const issue = isRecord(entry)
      ? readVulnerability(entry, project, suppressionOf(entry, list), position)
      : 'not an object';
    if (typeof issue === 'string') sink.skipped({ position, reason: issue });
    else issues.add(issue);
  }
}

/** The three tests replace only their own earlier reports, so each is a scanner of its own to the stream. */
function summaryOf(projects: readonly Project[], failures: readonly string[], licensed: boolean): ReportSummary {
  const untested = projects.every(({ dependencies }) => dependencies === 0);
  const kinds = [...new Set(projects.map(({ kind }) => kind))];
  const names = { 'open-source': 'snyk', container: 'snyk-container', iac: 'snyk-iac' } as const;
  const measured = { 'open-source': 'dependency', container: 'container', iac: 'iac' } as const;
  const categories: Category[] = kinds.map((kind) => measured[kind]);
  if (licensed) categories.push('license');
  return onePart({
    scanner: kinds
      .map((kind) => names[kind])
      .sort()
      .join('+'),
    categories: categories.sort(),
    gaps: [
      ...failures.map((failure) => everything(`Snyk could not test one project: ${asString(failure) ?? ''}`)),
      ...(untested ? [nothingScanned('Snyk tested no dependency at all.')] : []),
    ],
  });
}
