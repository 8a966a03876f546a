import type { Kind } from '#lib/demo/company.ts';
import type { Issue, ReportFacts } from '#lib/demo/issue.ts';

const MANIFESTS: Readonly<Record<Kind, readonly [target: string, type: string]>> = {
  node: ['package-lock.json', 'npm'],
  python: ['requirements.txt', 'pip'],
  go: ['go.mod', 'gomod'],
  java: ['pom.xml', 'pom'],
  infra: ['requirements.txt', 'pip'],
};

/** `trivy fs --format json` */
export function trivyFsReport(issues: readonly Issue[], facts: ReportFacts): string {
  const [target, type] = MANIFESTS[facts.kind];
  return report('.', 'repository', { Target: target, Class: 'lang-pkgs', Type: type }, issues);
}

/** `trivy image --format json` */
export function trivyImageReport(issues: readonly Issue[], facts: ReportFacts): string {
  const name = `registry.harborlight.example/${facts.repository.split('/')[1] ?? 'app'}`;
  const image = `${name}:${facts.version}`;
  const target = `${image} (debian 12.1)`;
  return report(image, 'container_image', { Target: target, Class: 'os-pkgs', Type: 'debian' }, issues);
}

function report(name: string, type: string, result: Record<string, string>, issues: readonly Issue[]): string {
  return JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: name,
    ArtifactType: type,
    ...(type === 'container_image' ? { Metadata: { OS: { Family: 'debian', Name: '12.1' }, RepoTags: [name] } } : {}),
    Results: [{ ...result, ...(issues.length > 0 ? { Vulnerabilities: issues.flatMap(vulnerabilityOf) } : {}) }],
  });
}

function vulnerabilityOf({ problem }: Issue): unknown[] {
  const { package: found, level, title, cwe } = problem;
  if (!found) return [];
  const vulnerability = {
    VulnerabilityID: found.advisory,
    PkgName: found.name,
    InstalledVersion: found.version,
    ...(found.fixed === '' ? { Status: 'affected' } : { FixedVersion: found.fixed, Status: 'fixed' }),
    PrimaryURL: `https://avd.aquasec.com/nvd/${found.advisory.toLowerCase()}`,
    Title: title,
    Severity: level.toUpperCase(),
    CweIDs: [`CWE-${cwe}`],
  };
  return [vulnerability];
}
