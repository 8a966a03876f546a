import type { Category, Observation } from '#lib/domain/finding/finding.ts';
import { ReportError, type ReportSource, type ReportSummary, type Sink } from '#lib/scanners/contract.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { onePart } from '#lib/scanners/shared/parts.ts';
import { asArray, asNumber, asRecord, asString, asStrings, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { asUtcDate } from '#lib/scanners/shared/utc-date.ts';
import { ecosystem } from './ecosystem.ts';
import { misconfiguration } from './misconfiguration.ts';
import { secret } from './secret.ts';
import type { Target } from './target.ts';
import { vulnerability } from './vulnerability.ts';

/** What each kind of the operator's resources measures. Those without results (SBOMs, summaries) are not here. */
const KINDS: ReadonlyMap<string, Category> = new Map([
  ['VulnerabilityReport', 'container'],
  ['ClusterVulnerabilityReport', 'container'],
  ['ExposedSecretReport', 'secret'],
  ['ConfigAuditReport', 'iac'],
  ['ClusterConfigAuditReport', 'iac'],
  ['RbacAssessmentReport', 'iac'],
  ['ClusterRbacAssessmentReport', 'iac'],
  ['InfraAssessmentReport', 'iac'],
  ['ClusterInfraAssessmentReport', 'iac'],
]);

function kindOf(value: unknown): Category | null {
  if (!isRecord(value) || asString(value.apiVersion)?.startsWith('aquasecurity.github.io/') !== true) return null;
  return KINDS.get((asString(value.kind) ?? '').replace(/List$/, '')) ?? null;
}

/** Whether a document is a resource of the Trivy Operator, or a list of them, as `kubectl get -o json` writes it. */
export function isOperatorReport(value: unknown): boolean {
  return kindOf(value) !== null || asArray(asRecord(value).items).some((item) => kindOf(item) !== null);
}

/** The same asked of a document whose items were passed over. */
export function mayBeOperatorReport(document: unknown): boolean {
  const { kind, items } = asRecord(document);
  return kindOf(document) !== null || (asString(kind)?.endsWith('List') === true && Array.isArray(items));
}

export async function readOperator(source: ReportSource, document: unknown, sink: Sink): Promise<ReportSummary> {
  const root = kindOf(document);
  const categories = new Set<Category>(root === null ? [] : [root]);
  const versions = new Set<string>();
  const read = (value: unknown, prefix: string): void => {
    const kind = kindOf(value);
    if (kind === null || !isRecord(value)) {
      sink.skipped({ position: prefix.slice(0, -1), reason: 'no report of the Trivy Operator' });
      return;
    }
    categories.add(kind);
    const version = asString(asRecord(asRecord(value.report).scanner).version);
    if (version !== null) versions.add(version);
    readResource(value, prefix, sink);
  };
  const list = Array.isArray(asRecord(document).items);
  if (list) await readJson(source, { cuts: ['items[]'], onItem: ({ value, position }) => read(value, `${position}.`) });
  else read(document, '');
  if (categories.size === 0) throw new ReportError('not a Trivy report: no item is a report of the Trivy Operator');
  const scannerVersion = versions.size === 1 ? ([...versions][0] ?? null) : null;
  const scannedAt = list ? null : asUtcDate(asRecord(asRecord(document).report).updateTimestamp);
  return onePart({ scanner: 'trivy', scannerVersion, categories: [...categories].sort() }, scannedAt);
}

type Translate = (item: Json, target: Target) => Omit<Observation, 'position'> | null;

function readResource(resource: Json, prefix: string, sink: Sink): void {
  const report = asRecord(resource.report);
  const target = targetOf(resource, report);
  const lists: [name: string, translate: Translate][] = [
    ['vulnerabilities', readVulnerability],
    ['secrets', readSecret],
    ['checks', readCheck],
  ];
  for (const [name, translate] of lists) {
    asArray(report[name]).forEach((item: unknown, index) => {
      const position = `${prefix}report.${name}[${index}]`;
      if (isRecord(item) && name === 'checks' && item.success === true) return;
      const observation = isRecord(item) ? translate(item, target) : null;
      if (observation === null) sink.skipped({ position, reason: 'it has no id or names no package' });
      else sink.observation({ ...observation, position });
    });
  }
}

/** The labels name the resource of the cluster that the report is on. */
function targetOf(resource: Json, report: Json): Target {
  const metadata = asRecord(resource.metadata);
  const labels = { ...asRecord(metadata.annotations), ...asRecord(metadata.labels) };
  const words = ['namespace', 'kind', 'name'].map((word) => asString(labels[`trivy-operator.resource.${word}`]));
  const place = words.filter((word) => word !== null).join('/') || asString(metadata.name);
  const { repository, tag, digest } = asRecord(report.artifact);
  const path = [asRecord(report.registry).server, repository].map(asString).filter((part) => part !== null);
  const suffix = asString(tag) === null ? (asString(digest) === null ? '' : `@${digest}`) : `:${tag}`;
  const image = asString(repository) === null ? null : `${path.join('/')}${suffix}`;
  const family = asString(asRecord(report.os).family);
  const name = image ?? place ?? '';
  return { name, file: null, resultClass: '', type: '', ecosystem: ecosystem(family), image, resource: place, family };
}

function readVulnerability(item: Json, target: Target): Omit<Observation, 'position'> | null {
  const score = asNumber(item.score);
  const type = asString(item.packageType);
  const own = { ...target, name: asString(item.target) ?? target.name };
  const translated = vulnerability(
    {
      VulnerabilityID: item.vulnerabilityID,
      PkgName: item.resource,
      InstalledVersion: item.installedVersion,
      FixedVersion: item.fixedVersion,
      PkgPath: item.packagePath,
      PkgIdentifier: { PURL: item.packagePURL },
      Severity: item.severity,
      Title: item.title,
      Description: item.description,
      PrimaryURL: item.primaryLink,
      References: asStrings(item.links ?? []),
      CVSS: isRecord(item.cvss) ? item.cvss : { trivy: { V3Score: score } },
    },
    type === null ? own : { ...own, ecosystem: ecosystem(type) },
    null,
  );
  return translated === null ? null : { ...translated, cvss: translated.cvss ?? score };
}

function readSecret(item: Json, target: Target): Omit<Observation, 'position'> | null {
  const { ruleID, title, category, severity, match } = item;
  const found = { RuleID: ruleID, Title: title, Category: category, Severity: severity, Match: match };
  return secret(found, { ...target, name: asString(item.target) ?? target.name });
}

function readCheck(item: Json, target: Target): Omit<Observation, 'position'> | null {
  const { checkID, title, description, severity, remediation } = item;
  return misconfiguration(
    {
      ID: checkID,
      Title: title,
      Description: description,
      Message: asStrings(item.messages ?? []).join('\n'),
      Severity: severity,
      Resolution: remediation,
    },
    target,
  );
}
