/** Names that tools write into their SARIF, and the one name each has here. Also without spaces and signs. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  semgrep: ['semgrep', 'semgreposs', 'semgreppro', 'semgrepce', 'opengrep'],
  codeql: ['codeql', 'codeqlcommandlinetoolchain'],
  trivy: ['trivy', 'trivyvulnerabilityscanner', 'aquasecuritytrivy'],
  grype: ['grype', 'anchoregrypescan', 'anchoregrype', 'anchorecontainervulnerabilityreportt0'],
  'osv-scanner': ['osvscanner'],
  snyk: ['snyk', 'snykopensource'],
  'snyk-code': ['snykcode'],
  'snyk-container': ['snykcontainer'],
  'snyk-iac': ['snykiac'],
  checkov: ['checkov', 'bridgecrew'],
  kics: ['kics', 'keepinginfrastructureascodesecure'],
  tfsec: ['tfsec', 'defsec'],
  tflint: ['tflint', 'tflinterrors'],
  zap: ['zap', 'owaspzap', 'zedattackproxy', 'zapbycheckmarx', 'zaproxy'],
  gitleaks: ['gitleaks'],
  trufflehog: ['trufflehog'],
  'detect-secrets': ['detectsecrets'],
  fortify: [
    'fortify',
    'fortifyscan',
    'microfocusfortifystaticcodeanalyzer',
    'fortifysast',
    'fortifystaticcodeanalyzer',
  ],
  sonarqube: ['sonarqube', 'sonarcloud', 'sonarqubecloud', 'sonarqubeserver'],
  'dependency-check': ['dependencycheck', 'owaspdependencycheck'],
  'docker-scout': ['dockerscout'],
  clair: ['clair', 'clairv4'],
  scorecard: ['scorecard', 'ossfscorecard', 'openssfscorecard'],
  roslyn: ['roslyn', 'microsoftrvisualccompiler', 'microsoftrvisualbasiccompiler', 'microsoftrfcompiler'],
  actionlint: ['actionlint', 'githubactionslint'],
  'credential-scanner': ['credentialscanner', 'credscan'],
  noseyparker: ['noseyparker'],
};

const BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(KNOWN).flatMap(([id, names]) => names.map((name) => [name, id] as const)),
);

/** What programs that collect reports put behind a tool's own name: `Bandit (reported by Codacy)`. */
const COLLECTED_BY = /\s\((?:reported by|megalinter)\s[^()]{1,100}\)\s*$/i;

/** The scanner's id for a driver's name: `Semgrep OSS` → `semgrep`, `My Tool 2` → `my-tool-2`. */
export function toolId(driverName: string): string {
  const bare = driverName
    .slice(0, 200)
    .replace(COLLECTED_BY, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const known = BY_NAME.get(bare.replaceAll('-', ''));
  return known ?? (bare === '' ? 'unnamed-tool' : bare.slice(0, 64));
}

/** TFLint writes the errors of its own run as results of a second run. */
export function isErrorRun(driverName: string): boolean {
  return driverName.toLowerCase() === 'tflint-errors';
}
