import { chooseImage, imageSubject } from '#lib/domain/finding/image.ts';
import { fromRepositoryRoot } from '#lib/domain/finding/path.ts';
import { asArray, asInteger, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';

/** One tested target: a manifest, an image, an application inside an image, or a file of infrastructure code. */
export interface Project {
  kind: 'open-source' | 'container' | 'iac';
  /** What was tested, in words that stay from run to run; null where Snyk names none. */
  subject: string | null;
  packageManager: string | null;
  /** Lock file, manifest or file of infrastructure code; null when Snyk names none. */
  target: string | null;
  image: string | null;
  /** How many dependencies were tested; null where that is not said, and for code of infrastructure. */
  dependencies: number | null;
  /** Which other base image Snyk recommends; null without advice. */
  advice: string | null;
}

const OS_MANAGERS: ReadonlySet<string> = new Set(['deb', 'rpm', 'apk', 'linux', 'dockerfile']);

export function projectOf(report: Json, parent: Project | null): Project {
  const packageManager = asString(report.packageManager)?.toLowerCase() ?? null;
  const target = asString(report.displayTargetFile) ?? asString(report.targetFile);
  const image = parent?.image ?? imageOf(report, packageManager);
  const iac = 'infrastructureAsCodeIssues' in report;
  return {
    kind: iac ? 'iac' : image === null ? 'open-source' : 'container',
    subject: parent?.subject ?? (iac ? null : image === null ? asString(report.projectName) : imageSubject(image)),
    packageManager,
    target: target === null ? null : cleanPath(target),
    image: iac ? null : image,
    dependencies: iac || asArray(report.applications).length > 0 ? null : asInteger(report.dependencyCount),
    advice: parent === null ? adviceOf(report) : null,
  };
}

function adviceOf(report: Json): string | null {
  const advice = asArray(asRecord(asRecord(report.docker).baseImageRemediation).advice);
  const lines = advice.map((each) => asString(asRecord(each).message)?.trim() ?? '').filter((line) => line !== '');
  return lines.length === 0 ? null : lines.join('\n').slice(0, 2000);
}

function imageOf(report: Json, packageManager: string | null): string | null {
  const project = asString(report.projectName) ?? '';
  const inImage =
    isRecord(report.docker) ||
    project.startsWith('docker-image|') ||
    Array.isArray(report.applications) ||
    (packageManager !== null && OS_MANAGERS.has(packageManager));
  if (!inImage) return null;
  return chooseImage([asString(report.path), project]);
}

export function cleanPath(path: string): string {
  return fromRepositoryRoot(path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, ''));
}

/** Snyk's words for a failed test, in place of results: `{ok: false, error, path}`, or `{message, code, fields}`. */
export function failureOf(report: Json): string | null {
  if ('vulnerabilities' in report || 'infrastructureAsCodeIssues' in report) return null;
  const failed = report.ok === false || ('error' in report && 'path' in report);
  if (!failed && !('message' in report && 'code' in report)) return null;
  const { error } = report;
  const words = asString(error) ?? asString(asRecord(error).message) ?? asString(report.message);
  const path = asString(report.path) ?? asString(asRecord(report.fields).path);
  return `${words ?? 'no reason given'}${path === null ? '' : ` (${path})`}`;
}

/** `snyk unmanaged test` (C and C++ without a package manager): issues by reference into a table of their texts. */
export function isUnmanaged(report: Json): boolean {
  return Array.isArray(report.issues) && isRecord(report.issuesData) && 'depGraphData' in report;
}

/** Whether one object is a Snyk report: results, in the company of a field that only Snyk writes. */
export function isProject(report: Json): boolean {
  if ('infrastructureAsCodeIssues' in report || isUnmanaged(report)) return true;
  if (!Array.isArray(report.vulnerabilities)) return false;
  if (isVulnerability(report.vulnerabilities[0])) return true;
  if (!('ok' in report || 'dependencyCount' in report)) return false;
  return ['dependencyCount', 'packageManager', 'licensesPolicy', 'uniqueCount', 'org', 'summary', 'filtered'].some(
    (key) => key in report,
  );
}

/** In a long list of projects nothing behind the first one's vulnerabilities may be seen. */
function isVulnerability(value: unknown): boolean {
  if (!isRecord(value) || !Array.isArray(value.from)) return false;
  return 'id' in value && 'upgradePath' in value && ('packageName' in value || 'moduleName' in value);
}

/** `filtered.ignore` and `filtered.patch`: what a policy took out of the results. */
export function filteredOf(report: Json): { entry: unknown; list: 'ignore' | 'patch'; index: number }[] {
  const filtered = asRecord(report.filtered);
  const from = (list: 'ignore' | 'patch') =>
    asArray(filtered[list]).map((entry: unknown, index) => ({ entry, list, index }));
  return [...from('ignore'), ...from('patch')];
}
