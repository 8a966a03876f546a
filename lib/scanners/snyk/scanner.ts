import type { Observation } from '#lib/domain/finding/finding.ts';
import type { Outline, ReportSource, ReportSummary, Scanner, Sink } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { type JsonItem, readJson } from '#lib/scanners/shared/json.ts';
import { asArray, asRecord, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { readIacIssue } from './iac-issue.ts';
import { IssueList } from './issue-list.ts';
import { Parts } from './parts.ts';
import { failureOf, filteredOf, isProject, isUnmanaged, type Project, projectOf } from './project.ts';
import { isRestPage, readRest } from './rest.ts';
import { readUnmanaged } from './unmanaged.ts';
import { entryTraits, type Issue, readVulnerability, suppressionOf } from './vulnerability.ts';

const VULNERABILITIES = ['vulnerabilities[]', '[].vulnerabilities[]'];
const IN_APPLICATIONS = ['applications[].vulnerabilities[]', '[].applications[].vulnerabilities[]'];
const IAC = ['infrastructureAsCodeIssues[]', '[].infrastructureAsCodeIssues[]'];
const CUTS = [...VULNERABILITIES, ...IN_APPLICATIONS, ...IAC];

/** `snyk test`, `snyk container test` and `snyk iac test` with `--json`, and issues of the REST API. Snyk Code writes SARIF. */
export const scanner: Scanner = {
  id: 'snyk',
  name: 'Snyk',
  aliases: ['snyk-open-source', 'snyk-container', 'snyk-iac', 'snyk-json'],
  categories: ['dependency', 'container', 'iac', 'license', 'sast'],
  docsUrl: 'https://docs.snyk.io/snyk-cli/commands/test',
  accepts,
  parse,
};

function accepts(outline: Outline): boolean {
  if (outline.kind !== 'json') return false;
  const reports = Array.isArray(outline.value) ? outline.value : [outline.value];
  return reports.some((report) => isRecord(report) && (isProject(report) || isFailure(report) || isRestPage(report)));
}

function isFailure(report: Json): boolean {
  if (report.ok !== false || failureOf(report) === null) return false;
  return typeof report.error === 'string' || (isRecord(report.error) && 'path' in report);
}

async function parse(source: ReportSource, sink: Sink): Promise<ReportSummary> {
  const document = await readJson(source, { cuts: [], passOver: CUTS, onItem: () => {} });
  const [first] = Array.isArray(document) ? document : [document];
  if (isRestPage(first)) return readRest(source, document, sink);
  const { reports, failures } = reportsOf(document);
  const projects = reports.map((report) => (report === null ? null : projectOf(report, null)));
  const applications = reports.map((report, at) =>
    asArray(report?.applications).map((application) => projectOf(asRecord(application), projects[at] ?? null)),
  );
  const issues = new IssueList();
  const parts = new Parts(projects.filter((project) => project !== null));
  const onItem = (item: JsonItem): void => {
    const { cut, indices, value, position } = item;
    const nested = IN_APPLICATIONS.includes(cut);
    const at = cut.startsWith('[]') ? (indices[0] ?? 0) : 0;
    const project = nested ? applications[at]?.[indices.at(-2) ?? 0] : projects[at];
    if (project === null || project === undefined) return;
    readItem(value, IAC.includes(cut), project, position, toPart(parts.indexOf(project), issues, sink));
  };
  await readJson(source, { cuts: CUTS, onItem });
  reports.forEach((report, at) => {
    const project = projects[at];
    if (report === null || project === null || project === undefined) return;
    const base = Array.isArray(document) ? `[${at}].` : '';
    const part = parts.indexOf(project);
    const to = toPart(part, issues, sink);
    if (isRecord(report.licensesPolicy)) parts.addLicenses(part);
    readFiltered(report, project, base, to);
    if (!isUnmanaged(report)) return;
    for (const { issue, position } of readUnmanaged(report, project, base)) to.issue(issue, position);
  });
  for (const { observation, part } of issues.observations()) {
    if (observation.subject.category === 'license') parts.addLicenses(part);
    sink.observation(observation, part);
  }
  return { parts: parts.list(failures), scannedAt: null };
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

/** Where what was read of one part goes. */
interface ToPart {
  issue(issue: Issue | string, position: string, entry?: unknown): void;
  observation(observation: Observation | string, position: string): void;
}

function toPart(part: number, issues: IssueList, sink: Sink): ToPart {
  return {
    issue(issue, position, entry) {
      if (typeof issue === 'string') sink.skipped({ position, reason: issue, standsFor: entryTraits(entry) }, part);
      else issues.add(issue, part);
    },
    observation(observation, position) {
      if (typeof observation === 'string') sink.skipped({ position, reason: observation }, part);
      else sink.observation(observation, part);
    },
  };
}

function readItem(value: unknown, iac: boolean, project: Project, position: string, to: ToPart): void {
  if (iac) to.observation(isRecord(value) ? readIacIssue(value, project, position) : 'not an object', position);
  else to.issue(isRecord(value) ? readVulnerability(value, project, null, position) : 'not an object', position, value);
}

/** What a policy took out is still there in the code: it is shown as suppressed. */
function readFiltered(report: Json, project: Project, base: string, to: ToPart): void {
  for (const { entry, list, index } of filteredOf(report)) {
    const position = `${base}filtered.${list}[${index}]`;
    const issue = isRecord(entry)
      ? readVulnerability(entry, project, suppressionOf(entry, list), position)
      : 'not an object';
    to.issue(issue, position, entry);
  }
}
