/** How each scanner writes the report that Plumbline reads, in one command, without failing the build for what it finds. */
export interface Recipe {
  /** The scanner's folder name in lib/scanners; several recipes may lead to one. */
  scanner: string;
  name: string;
  measures: string;
  command: string;
  /** The file that the command leaves. */
  file: string;
  note?: string;
}

export const RECIPES: readonly Recipe[] = [
  {
    scanner: 'semgrep',
    name: 'Semgrep',
    measures: 'Code',
    command: 'semgrep scan --config p/default --json --output semgrep.json',
    file: 'semgrep.json',
  },
  {
    scanner: 'gitleaks',
    name: 'Gitleaks',
    measures: 'Secrets',
    command: 'gitleaks git --report-format json --report-path gitleaks.json --exit-code 0',
    file: 'gitleaks.json',
    note: 'Fetch the whole history first: in a shallow clone older secrets look fixed.',
  },
  {
    scanner: 'trivy',
    name: 'Trivy',
    measures: 'Dependencies, infrastructure, secrets; images with `trivy image`',
    command: 'trivy fs --scanners vuln,misconfig,secret --format json --output trivy.json .',
    file: 'trivy.json',
  },
  {
    scanner: 'checkov',
    name: 'Checkov',
    measures: 'Infrastructure',
    command: 'checkov --directory . --output json --soft-fail > checkov.json',
    file: 'checkov.json',
  },
  {
    scanner: 'npm-audit',
    name: 'npm audit',
    measures: 'Dependencies',
    command: 'npm audit --json > npm-audit.json || true',
    file: 'npm-audit.json',
  },
  {
    scanner: 'snyk',
    name: 'Snyk',
    measures: 'Dependencies; images and infrastructure with their own commands',
    command: 'snyk test --all-projects --json-file-output=snyk.json || test $? -eq 1',
    file: 'snyk.json',
  },
  {
    scanner: 'zap',
    name: 'ZAP',
    measures: 'Running application',
    command:
      'docker run --rm -v "$PWD:/zap/wrk" ghcr.io/zaproxy/zaproxy:stable zap-baseline.py -t https://staging.example.com -J zap.json -I',
    file: 'zap.json',
  },
  {
    scanner: 'sonarqube',
    name: 'SonarQube',
    measures: 'Code, quality',
    command:
      'curl --fail --user "$SONAR_TOKEN:" "$SONAR_HOST_URL/api/issues/search?components=my-project&resolved=false&ps=500&additionalFields=rules" > sonarqube.json',
    file: 'sonarqube.json',
    note: 'One answer holds 500 issues. For more, ask for every page (&p=2 …) and send the answers as one JSON list or a zip.',
  },
  {
    scanner: 'tflint',
    name: 'TFLint',
    measures: 'Infrastructure',
    command: 'tflint --recursive --format json --force > tflint.json',
    file: 'tflint.json',
  },
  {
    scanner: 'fortify',
    name: 'Fortify',
    measures: 'Code',
    command: 'sourceanalyzer -b my-build -scan -f results.fpr',
    file: 'results.fpr',
  },
  {
    scanner: 'cyclonedx',
    name: 'CycloneDX with vulnerabilities',
    measures: 'Dependencies',
    command: 'trivy fs --scanners vuln --format cyclonedx --output bom.json .',
    file: 'bom.json',
  },
  {
    scanner: 'sarif',
    name: 'Any tool that writes SARIF',
    measures: 'What the tool measures',
    command: 'bandit --recursive . --format sarif --output bandit.sarif --exit-zero',
    file: 'bandit.sarif',
    note: 'CodeQL, gosec, ESLint, zizmor, KICS and many more write SARIF. What is measured is read from the report.',
  },
];

export function recipeOf(scanner: string): Recipe {
  const found = RECIPES.find((recipe) => recipe.scanner === scanner) ?? RECIPES[0];
  if (found === undefined) throw new Error('there are no recipes');
  return found;
}
