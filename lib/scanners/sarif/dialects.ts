import type { Category } from '#lib/domain/finding/finding.ts';
import { ansibleLint } from '../ansible-lint/sarif.ts';
import { brakeman } from '../brakeman/sarif.ts';
import { cargoAudit, cargoDeny } from '../cargo-audit/sarif.ts';
import { cfnLint } from '../cfn-lint/sarif.ts';
import { checkmarx } from '../checkmarx/sarif.ts';
import { checkov } from '../checkov/sarif.ts';
import { clangTidy } from '../clang-tidy/sarif.ts';
import { codeql } from '../codeql/sarif.ts';
import { coverity } from '../coverity/sarif.ts';
import { cppcheck } from '../cppcheck/sarif.ts';
import { detectSecrets } from '../detect-secrets/sarif.ts';
import { dockerScout } from '../docker-scout/sarif.ts';
import { biome, eslint, oxlint, tslint } from '../eslint/sarif.ts';
import { flake8 } from '../flake8/sarif.ts';
import { flawfinder } from '../flawfinder/sarif.ts';
import { fortify } from '../fortify/sarif.ts';
import { ggshield } from '../ggshield/sarif.ts';
import { gitlabSast } from '../gitlab-sast/sarif.ts';
import { gitleaks } from '../gitleaks/sarif.ts';
import { golangciLint } from '../golangci-lint/sarif.ts';
import { govulncheck } from '../govulncheck/sarif.ts';
import { anchore, grype } from '../grype/sarif.ts';
import { hadolint } from '../hadolint/sarif.ts';
import { jfrogXray, jfrogXrayScanner, xray } from '../jfrog-xray/sarif.ts';
import { kingfisher } from '../kingfisher/sarif.ts';
import { kubescape } from '../kubescape/sarif.ts';
import { nuclei } from '../nuclei/sarif.ts';
import { osvScanner } from '../osv-scanner/sarif.ts';
import { prismaCloud } from '../prisma-cloud/sarif.ts';
import { psalm } from '../psalm/sarif.ts';
import { psscriptanalyzer } from '../psscriptanalyzer/sarif.ts';
import { pylint } from '../pylint/sarif.ts';
import { roslyn } from '../roslyn/sarif.ts';
import { rubocop } from '../rubocop/sarif.ts';
import { ruff } from '../ruff/sarif.ts';
import { scorecard } from '../scorecard/sarif.ts';
import { semgrep } from '../semgrep/sarif.ts';
import { shellcheck } from '../shellcheck/sarif.ts';
import { snyk, snykCode, snykContainer, snykIac } from '../snyk/sarif.ts';
import { sonar, sonarqube } from '../sonarqube/sarif.ts';
import { stylelint } from '../stylelint/sarif.ts';
import { terrascan } from '../terrascan/sarif.ts';
import { tflint } from '../tflint/sarif.ts';
import { tfsec } from '../tfsec/sarif.ts';
import { trivy } from '../trivy/sarif.ts';
import { zizmor } from '../zizmor/sarif.ts';
import { linterCategory } from './category.ts';
import type { SarifDialect } from './dialect.ts';

/** Tools for which only the category must be stated. Tools on no list count as code, or by the tags of their rules. */
const BY_CATEGORY: readonly (readonly [Category, string])[] = [
  ['dependency', 'npm-audit pnpm-audit yarn-audit pip-audit composer-audit bundler-audit safety auditjs nancy'],
  ['dependency', 'whitesource sonatype-lifecycle nexus-iq ossindex dependency-track dependabot depscan debricked'],
  ['dependency', 'socket veracode-sca srcclr checkmarx-sca jfrog-applicability-scanner'],
  ['container', 'dockle neuvector twistlock wiz'],
  ['secret', 'secretlint whispers betterleaks jfrog-secrets-scanner'],
  ['iac', 'kube-score kube-linter kubelinter kubesec polaris cfn-nag cfn-guard regula datree conftest'],
  ['iac', 'bicep arm-ttk templateanalyzer template-analyzer jfrog-terraform-scanner'],
  ['pipeline', 'poutine octoscan legitify ghast'],
  ['dast', 'wapiti nikto dastardly burp stackhawk hawkscan dalfox'],
  ['license', 'fossa licensee scancode'],
];

/** The same with other names that they sign with. */
const NAMED: readonly SarifDialect[] = [
  { id: 'actionlint', category: 'pipeline', aliases: ['actionlint', 'githubactionslint'] },
  {
    id: 'black-duck',
    category: 'dependency',
    aliases: ['blackduck', 'blackducksca', 'blackduckdetect', 'blackducksecurityscan', 'synopsysdetect'],
  },
  { id: 'clair', category: 'container', aliases: ['clair', 'clairv4'] },
  { id: 'credential-scanner', category: 'secret', aliases: ['credentialscanner', 'credscan'] },
  { id: 'dependency-check', category: 'dependency', aliases: ['dependencycheck', 'owaspdependencycheck'] },
  { id: 'kics', category: 'iac', aliases: ['kics', 'keepinginfrastructureascodesecure'] },
  { id: 'mend', category: 'dependency', aliases: ['mend', 'mendcli', 'mendsca', 'mendio'] },
  { id: 'noseyparker', category: 'secret', aliases: ['noseyparker'] },
  { id: 'retire', category: 'dependency', aliases: ['retire', 'retirejs'] },
  { id: 'trufflehog', category: 'secret', aliases: ['trufflehog'] },
  { id: 'zap', category: 'dast', aliases: ['zap', 'owaspzap', 'zedattackproxy', 'zapbycheckmarx', 'zaproxy'] },
];

/** Linters without rules that are about security and do not say so. */
const LINTERS =
  'pmd checkstyle detekt swiftlint staticcheck mypy pyright markdownlint ktlint pyflakes revive errcheck lint clippy ' +
  'yamllint phpstan phpcs credo jshint sqlfluff pycodestyle pydocstyle cpplint vale htmlhint hlint perlcritic luacheck ' +
  'reek standardrb scalastyle codenarc prettier codespell cspell typos jsonlint spectral dart-analyzer swift-format ' +
  'djlint isort black autopep8 autoflake vulture roslynator gofmt golint dotenv-linter textlint commitlint';

/** Linters that look for security problems as they come. */
const ANALYSERS = 'spotbugs infer android-lint qodana';

const words = (text: string): string[] => text.split(' ');

/** Every tool whose SARIF needs more than the specification; `registry.test.ts` compares it with the folders. */
export const DIALECTS: readonly SarifDialect[] = [
  ...BY_CATEGORY.flatMap(([category, ids]) => words(ids).map((id): SarifDialect => ({ id, category }))),
  ...words(LINTERS).map((id): SarifDialect => ({ id, category: linterCategory(null) })),
  ...words(ANALYSERS).map((id): SarifDialect => ({ id, category: linterCategory(null, true) })),
  ...NAMED,
  // Dialects that need more than a line are in their own folders.
  anchore,
  ansibleLint,
  biome,
  brakeman,
  cargoAudit,
  cargoDeny,
  cfnLint,
  checkmarx,
  checkov,
  clangTidy,
  codeql,
  coverity,
  cppcheck,
  detectSecrets,
  dockerScout,
  eslint,
  flake8,
  flawfinder,
  fortify,
  ggshield,
  gitlabSast,
  gitleaks,
  golangciLint,
  govulncheck,
  grype,
  hadolint,
  jfrogXray,
  jfrogXrayScanner,
  kingfisher,
  kubescape,
  nuclei,
  osvScanner,
  oxlint,
  prismaCloud,
  psalm,
  psscriptanalyzer,
  pylint,
  roslyn,
  rubocop,
  ruff,
  scorecard,
  semgrep,
  shellcheck,
  snyk,
  snykCode,
  snykContainer,
  snykIac,
  sonar,
  sonarqube,
  stylelint,
  terrascan,
  tflint,
  tfsec,
  trivy,
  tslint,
  xray,
  zizmor,
];
