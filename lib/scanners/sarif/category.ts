import type { Category } from '#lib/domain/finding/finding.ts';
import { semgrepCategory } from '#lib/scanners/shared/semgrep-rule.ts';
import { asString } from '#lib/scanners/shared/text.ts';
import { checkovPackage } from './checkov-package.ts';
import type { RuleInfo } from './rule-info.ts';

const tools = (names: string): readonly string[] => names.split(' ');

/** Tools whose every result is of one category. What is not named anywhere here is `sast`. */
const WHOLE: readonly (readonly [Category, readonly string[]])[] = [
  [
    'dependency',
    tools(
      'osv-scanner snyk dependency-check npm-audit pip-audit cargo-audit cargo-deny govulncheck safety retire ' +
        'bundler-audit auditjs nancy owasp-dependency-check mend whitesource black-duck xray jfrog-xray jfrog-xray-scanner',
    ),
  ],
  ['container', tools('snyk-container docker-scout clair dockle anchore neuvector prisma-cloud twistlock wiz')],
  [
    'secret',
    tools(
      'gitleaks trufflehog detect-secrets secretlint ggshield noseyparker whispers betterleaks kingfisher ' +
        'credential-scanner jfrog-secrets-scanner',
    ),
  ],
  [
    'iac',
    tools(
      'checkov tfsec kics terrascan tflint hadolint kube-score kube-linter kubelinter kubescape kubesec polaris ' +
        'cfn-lint cfn-nag cfn-guard snyk-iac regula ansible-lint datree conftest bicep arm-ttk templateanalyzer template-analyzer jfrog-terraform-scanner',
    ),
  ],
  ['pipeline', tools('zizmor poutine octoscan actionlint scorecard legitify ghast')],
  ['dast', tools('zap nuclei wapiti nikto dastardly burp stackhawk hawkscan dalfox')],
  ['license', tools('fossa licensee scancode')],
];

const BY_TOOL: ReadonlyMap<string, Category> = new Map(
  WHOLE.flatMap(([category, names]) => names.map((name) => [name, category] as const)),
);

/** Linters: a result is about quality unless its rule says that it is about security. */
const LINTERS: ReadonlySet<string> = new Set(
  tools(
    'eslint ruff pmd spotbugs checkstyle clang-tidy cppcheck detekt swiftlint rubocop golangci-lint staticcheck ' +
      'pylint flake8 mypy pyright shellcheck markdownlint psscriptanalyzer stylelint biome oxlint tslint ktlint sonarqube ' +
      'roslyn infer pyflakes revive errcheck android-lint lint qodana clippy yamllint phpstan psalm phpcs credo jshint',
  ),
);

/** Those of them that look for security problems as they come, without a plugin or a setting. */
const ANALYSERS: ReadonlySet<string> = new Set(
  tools('sonarqube spotbugs qodana infer golangci-lint psalm android-lint'),
);

const SECURITY_RULE =
  /^(?:S\d{3,4}$|G\d{3}$|gosec|Security\/|(?:@?[\w-]+\/)?(?:eslint-plugin-)?(?:security|no-unsanitized|no-secrets|security-node|scanjs-rules|xss|sdl)\/|react\/(?:no-danger|jsx-no-target-blank|jsx-no-script-url)|no-(?:eval|implied-eval|new-func|script-url)$|CA(?:2100|2[23]\d\d|3\d{3}|5\d{3})$|SCS\d{4}$|Tainted[A-Z]|clang-analyzer-security\.|PSAvoidUsing(?:PlainTextForPassword|ConvertToSecureStringWithPlainText|UsernameAndPasswordParams|InvokeExpression|BrokenHashAlgorithms|AllowUnencryptedAuthentication|ComputerNameHardcoded)$|PSUsePSCredentialType$)/;
const SECURITY_TAG = /^(?:security|malicious_code|vulnerability|sast|owasp\b.*|external\/cwe\/.*|security_hotspot)$/i;
const QUALITY_TAG =
  /^(?:correctness|best-practice|maintainability|performance|style|reliability|readability|compatibility|caching)$/i;

function isSecurity(rule: RuleInfo): boolean {
  const words = [...rule.tags, asString(rule.properties.category) ?? ''];
  return rule.securitySeverity !== null || rule.cwes.length > 0 || words.some((word) => SECURITY_TAG.test(word));
}

/** Category of a tool's results when nothing is known of a rule: what a report without results has measured. */
export function defaultCategory(tool: string, image: boolean): Category {
  if (tool === 'trivy' || tool === 'grype') return image ? 'container' : 'dependency';
  if (LINTERS.has(tool) && !ANALYSERS.has(tool)) return 'quality';
  return BY_TOOL.get(tool) ?? 'sast';
}

/** Category of a result. `image`: the run is about a container image. */
export function categoryOf(tool: string, rule: RuleInfo, image: boolean): Category {
  if (tool === 'trivy') return trivyCategory(rule, image);
  if (tool === 'grype') return image ? 'container' : 'dependency';
  if (tool === 'semgrep') return semgrepCategory(rule.id, rule.tags, rule.cwes);
  // Checkov signs as `Prisma Cloud` where that platform runs it.
  if (tool === 'checkov' || /^CKV2?_/.test(rule.id)) return checkovCategory(rule.id);
  if (rule.id.startsWith('snyk:lic:')) return 'license';
  const whole = BY_TOOL.get(tool);
  if (whole !== undefined) return whole;
  if (tool === 'codeql') return codeqlCategory(rule);
  // ESLint's ids of its core rules and Ruff's families are only known by their names.
  if (LINTERS.has(tool)) return isSecurity(rule) || SECURITY_RULE.test(rule.id) ? 'sast' : 'quality';
  if (isSecurity(rule)) return 'sast';
  return rule.tags.some((tag) => QUALITY_TAG.test(tag)) ? 'quality' : 'sast';
}

/** CodeQL's quality queries name weaknesses too; only its security queries carry the tag. */
function codeqlCategory(rule: RuleInfo): Category {
  if (!rule.tags.includes('security') && rule.securitySeverity === null && rule.tags.length > 0) return 'quality';
  return rule.id.startsWith('actions/') ? 'pipeline' : 'sast';
}

function trivyCategory(rule: RuleInfo, image: boolean): Category {
  const words = [rule.name ?? '', ...rule.tags].map((word) => word.toLowerCase());
  if (words.includes('misconfiguration')) return 'iac';
  if (words.includes('secret')) return 'secret';
  if (words.includes('license')) return 'license';
  return image ? 'container' : 'dependency';
}

function checkovCategory(id: string): Category {
  if (/^CKV2?_(?:GHA|GITHUB|GITLAB|GLB|GITLABCI|AZUREPIPELINES|CIRCLECIPIPELINES|BITBUCKETPIPELINES|ARGO)_/.test(id)) {
    return 'pipeline';
  }
  if (id.startsWith('CKV_SECRET_')) return 'secret';
  if (/^(?:CKV_CVE|BC_CVE|BC_VUL|CVE-)/.test(id)) return 'dependency';
  if (id.startsWith('BC_LIC')) return 'license';
  const found = checkovPackage(id);
  if (found === null) return 'iac';
  return found.isAdvisory ? 'dependency' : 'license';
}
