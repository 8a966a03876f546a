import type { ScoreCategory } from '#lib/domain/score/category.ts';
import type { Recipe } from './recipe.ts';

/** A folder for each tool, so that their libraries do not meet, and outside of the checkout, so that none scans it. */
const home = (id: string): string => `"$HOME/.plumbline/${id}`;

type Tool = Pick<Recipe, 'install' | 'folder' | 'image'>;

const fromPip = (folder: string, requirement: string): Tool => ({
  folder,
  install: [
    `python3 -m venv ${home(folder)}"`,
    `${home(folder)}/bin/pip" install --quiet --disable-pip-version-check ${requirement}`,
  ],
  image: 'python:3.13',
});

/** Go's checksum database vouches for what is built. */
const fromGo = (folder: string, module: string): Tool => ({
  folder,
  install: [`GOBIN=${home(folder)}/bin" go install ${module}`],
  image: 'golang:1.27',
});

const TRIVY: Tool = {
  folder: 'trivy',
  install: [
    `mkdir -p ${home('trivy')}/bin"`,
    'curl --fail --silent --show-error --location --output /tmp/trivy.tar.gz https://github.com/aquasecurity/trivy/releases/download/v0.69.3/trivy_0.69.3_Linux-64bit.tar.gz',
    "echo '1816b632dfe529869c740c0913e36bd1629cb7688bd5634f4a858c1d57c88b75  /tmp/trivy.tar.gz' | sha256sum --check --quiet",
    `tar -xzf /tmp/trivy.tar.gz -C ${home('trivy')}/bin" trivy`,
  ],
  image: 'buildpack-deps:trixie-curl',
};

const fromNode = (...install: string[]): Tool => ({ install, image: 'node:24' });

/** Those of one category stand together, in the order of the score's categories; the usual choice is the first. */
export const RECIPES: readonly Recipe[] = [
  {
    id: 'osv-scanner',
    scanner: 'sarif',
    name: 'OSV-Scanner',
    categories: ['dependency'],
    measures: 'Dependencies, from lock files of every language',
    ...fromGo('osv-scanner', 'github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.6.0'),
    command: 'osv-scanner scan source --recursive --format sarif --output-file osv-scanner.sarif .',
    found: 1,
    file: 'osv-scanner.sarif',
  },
  {
    id: 'trivy',
    scanner: 'trivy',
    name: 'Trivy',
    categories: ['dependency', 'iac', 'secret'],
    measures: 'Dependencies, infrastructure, secrets; images with `trivy image`',
    ...TRIVY,
    command: 'trivy fs --scanners vuln,misconfig,secret --format json --output trivy.json .',
    file: 'trivy.json',
  },
  {
    id: 'npm-audit',
    scanner: 'npm-audit',
    name: 'npm audit',
    categories: ['dependency'],
    measures: 'Dependencies of npm',
    ...fromNode(),
    command: 'npm audit --json > npm-audit.json',
    found: 1,
    file: 'npm-audit.json',
  },
  {
    id: 'snyk',
    scanner: 'snyk',
    name: 'Snyk',
    categories: ['dependency'],
    measures: 'Dependencies; images and infrastructure with their own commands',
    ...fromNode('test ! -f package-lock.json || npm ci --ignore-scripts --no-audit'),
    command: 'npx --yes snyk@1.1307.4 test --all-projects --json-file-output=snyk.json',
    found: 1,
    file: 'snyk.json',
    secrets: ['SNYK_TOKEN'],
  },
  {
    id: 'cyclonedx',
    scanner: 'cyclonedx',
    name: 'CycloneDX with vulnerabilities',
    categories: ['dependency'],
    measures: 'Dependencies, as a bill of materials that Trivy writes',
    ...TRIVY,
    command: 'trivy fs --scanners vuln --format cyclonedx --output bom.json .',
    file: 'bom.json',
  },
  {
    id: 'semgrep',
    scanner: 'semgrep',
    name: 'Semgrep',
    categories: ['sast'],
    measures: 'Code',
    ...fromPip('semgrep', 'semgrep==1.185.0'),
    command: 'semgrep scan --config p/default --json --output semgrep.json',
    file: 'semgrep.json',
  },
  {
    id: 'bandit',
    scanner: 'sarif',
    name: 'Bandit',
    categories: ['sast'],
    measures: 'Code in Python',
    ...fromPip('bandit', "'bandit[sarif]==1.9.4'"),
    command: 'bandit --recursive . --format sarif --output bandit.sarif --exit-zero',
    file: 'bandit.sarif',
  },
  {
    id: 'gosec',
    scanner: 'sarif',
    name: 'gosec',
    categories: ['sast'],
    measures: 'Code in Go',
    ...fromGo('gosec', 'github.com/securego/gosec/v2/cmd/gosec@v2.30.0'),
    command: 'gosec -no-fail -fmt sarif -out gosec.sarif ./...',
    file: 'gosec.sarif',
  },
  {
    id: 'eslint',
    scanner: 'sarif',
    name: 'ESLint',
    categories: ['sast'],
    measures: 'Code in JavaScript and TypeScript: rules about security, the others as quality',
    ...fromNode('npm ci --no-audit', 'npm install --no-save --no-audit @microsoft/eslint-formatter-sarif@3.1.0'),
    command: 'npx eslint --format @microsoft/eslint-formatter-sarif --output-file eslint.sarif .',
    found: 1,
    file: 'eslint.sarif',
    note: 'With the rules of the repository’s own configuration; eslint-plugin-security has some about security.',
  },
  {
    id: 'sonarqube',
    scanner: 'sonarqube',
    name: 'SonarQube',
    categories: ['sast'],
    measures: 'Code, quality',
    install: [],
    image: 'buildpack-deps:trixie-curl',
    command: `printf 'user = "%s:"\\n' "$SONAR_TOKEN" | curl --config - --fail --silent --show-error --output sonarqube.json "$SONAR_HOST_URL/api/issues/search?components=$SONAR_PROJECT&resolved=false&ps=500&additionalFields=rules"`,
    file: 'sonarqube.json',
    secrets: ['SONAR_TOKEN'],
    settings: [
      ['SONAR_HOST_URL', 'https://sonarqube.example.com'],
      ['SONAR_PROJECT', 'my-project'],
    ],
    note: 'One answer holds 500 issues. For more, ask for every page (&p=2 …) and send the answers as one JSON list or a zip.',
  },
  {
    id: 'fortify',
    scanner: 'fortify',
    name: 'Fortify',
    categories: ['sast'],
    measures: 'Code',
    install: [],
    image: null,
    command:
      'sourceanalyzer -b plumbline -clean && sourceanalyzer -b plumbline . && sourceanalyzer -b plumbline -scan -f results.fpr',
    file: 'results.fpr',
    note: 'sourceanalyzer is licensed: the job needs a machine or an image of yours that has it.',
  },
  {
    id: 'gitleaks',
    scanner: 'gitleaks',
    name: 'Gitleaks',
    categories: ['secret'],
    measures: 'Secrets, in the whole history',
    ...fromGo('gitleaks', 'github.com/zricethezav/gitleaks/v8@v8.30.1'),
    command: 'gitleaks git --report-format json --report-path gitleaks.json --exit-code 0',
    file: 'gitleaks.json',
    isNamed: true,
    note: 'The whole history is fetched: in a shallow clone older secrets would look fixed.',
  },
  {
    id: 'zizmor',
    scanner: 'sarif',
    name: 'zizmor',
    categories: ['pipeline'],
    measures: 'Pipelines: workflows of GitHub Actions',
    ...fromPip('zizmor', 'zizmor==1.32.0'),
    command: 'zizmor --format sarif . > zizmor.sarif',
    file: 'zizmor.sarif',
  },
  {
    id: 'checkov',
    scanner: 'checkov',
    name: 'Checkov',
    categories: ['iac'],
    measures: 'Infrastructure',
    ...fromPip('checkov', 'checkov==3.3.30'),
    // Else it reads its own report, which is still empty, and says that it could not.
    command: 'checkov --directory . --skip-path checkov.json --output json --soft-fail > checkov.json',
    file: 'checkov.json',
  },
  {
    id: 'tflint',
    scanner: 'tflint',
    name: 'TFLint',
    categories: ['iac'],
    measures: 'Infrastructure in Terraform',
    ...fromGo('tflint', 'github.com/terraform-linters/tflint@v0.64.0'),
    command: 'tflint --recursive --format json --force > tflint.json',
    file: 'tflint.json',
    isNamed: true,
  },
  {
    id: 'zap',
    scanner: 'zap',
    name: 'ZAP',
    categories: ['dast'],
    measures: 'Running application',
    install: [],
    image: 'docker:28',
    services: ['docker:28-dind'],
    inImage: ['apk add --no-cache curl'],
    // Its own user may not write into a checkout that belongs to another one.
    command:
      'docker run --rm --user root --volume "$PWD:/zap/wrk" ghcr.io/zaproxy/zaproxy:2.17.0 zap-baseline.py -t "$ZAP_TARGET" -J zap.json -I',
    file: 'zap.json',
    settings: [['ZAP_TARGET', 'https://staging.example.com']],
  },
];

/** The recipe of this id, else the first. */
export function recipeOf(id: string | null): Recipe {
  const found = RECIPES.find((recipe) => recipe.id === id) ?? RECIPES[0];
  if (found === undefined) throw new Error('there are no recipes');
  return found;
}

/** Recipes that measure this category, those for which it is the main thing first. */
export function recipesFor(category: ScoreCategory): Recipe[] {
  const main = RECIPES.filter(({ categories }) => categories[0] === category);
  return [...main, ...RECIPES.filter(({ categories }) => categories.slice(1).includes(category))];
}
