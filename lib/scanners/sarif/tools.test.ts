import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { sarif } from './scanner.ts';

type Json = Record<string, unknown>;

/** One run of a tool with one rule and one result, laid out as that tool writes it. */
function parse(tool: string, result: Json, rule: Json | null = null, run: Json = {}) {
  const driver = { name: tool, rules: rule === null ? [] : [rule] };
  const report = { version: '2.1.0', runs: [{ tool: { driver }, results: [result], ...run }] };
  return collect(sarif, sourceFromBytes(JSON.stringify(report)));
}

const at = (uri: string, region: Json = { startLine: 3 }) => [
  { physicalLocation: { artifactLocation: { uri }, region } },
];

async function one(...input: Parameters<typeof parse>) {
  const { observations } = await parse(...input);
  const [observation] = observations;
  if (observation === undefined) throw new Error('no observation');
  return observation;
}

describe('sarif of tools as they write it', () => {
  it.each([
    ['Bandit (reported by Codacy)', 'bandit'],
    ['Trivy (MegaLinter REPOSITORY_TRIVY)', 'trivy'],
    ['Microsoft (R) Visual C# Compiler', 'roslyn'],
    ['GitHub Actions lint', 'actionlint'],
  ])('%s is %s', async (name, id) => {
    expect((await one(name, { ruleId: 'r', message: { text: 'm' } })).scanner).toBe(id);
  });

  it.each([
    ['Microsoft (R) Visual C# Compiler', { id: 'CS0168', properties: { category: 'Compiler' } }, 'quality'],
    ['Microsoft (R) Visual C# Compiler', { id: 'CA5350', properties: { category: 'Security' } }, 'sast'],
    ['Microsoft (R) Visual C# Compiler', { id: 'SCS0005' }, 'sast'],
    ['PSScriptAnalyzer', { id: 'PSAvoidUsingPlainTextForPassword' }, 'sast'],
    ['PSScriptAnalyzer', { id: 'PSAvoidUsingCmdletAliases' }, 'quality'],
    ['clang-tidy', { id: 'clang-analyzer-security.insecureAPI.gets' }, 'sast'],
    ['Credential Scanner', { id: 'CSCAN-GENERAL0030' }, 'secret'],
    ['GitHub Actions lint', { id: 'expression' }, 'pipeline'],
  ])('%s: %j is %s', async (name, rule, category) => {
    const { subject } = await one(name, { ruleId: rule.id, message: { text: 'm' }, locations: at('a') }, rule);
    expect(subject.category).toBe(category);
  });

  it.each([
    ['hadolint', 'DL1000'],
    ['RuboCop', 'Lint/Syntax'],
    ['golangci-lint', 'typecheck'],
    ['Cppcheck', 'syntaxError'],
    ['cfn-lint', 'E0000'],
  ])('%s: a file that %s could not read is no finding, and closes none', async (name, ruleId) => {
    const { observations, summary } = await parse(name, { ruleId, message: { text: 'm' }, locations: at('a') });
    expect(observations).toEqual([]);
    expect(summary.incomplete).toHaveLength(1);
  });

  it('Snyk: package, image, severity, licence', async () => {
    const text = (name: string) =>
      `This file introduces a vulnerable ${name} package with a low severity vulnerability.`;
    const rule = {
      id: 'SNYK-DEBIAN12-EXAMPLE-1',
      shortDescription: { text: 'Critical severity - Out-of-bounds Write vulnerability in libexample' },
      properties: { tags: ['security', 'CWE-787', 'deb'], 'security-severity': 'null' },
    };
    const place = {
      ...at('registry.example:5000/team/app_1.4.2')[0],
      logicalLocations: [{ fullyQualifiedName: 'libexample@1.0-2' }],
    };
    const result = { ruleId: rule.id, level: 'error', message: { text: text('libexample') }, locations: [place] };
    expect(await one('Snyk Container', result, rule)).toMatchObject({
      severity: 'critical',
      title: 'Out-of-bounds Write vulnerability in libexample',
      cwes: [787],
      subject: {
        category: 'container',
        image: 'registry.example:5000/team/app:1.4.2',
        package: { ecosystem: 'deb', name: 'libexample', version: '1.0-2' },
      },
    });
    const license = { id: 'snyk:lic:maven:org.example:core:EPL-1.0' };
    const found = { ruleId: license.id, message: { text: text('org.example:core') }, locations: at('pom.xml') };
    expect((await one('Snyk Open Source', found, license)).subject).toEqual({
      category: 'license',
      package: { ecosystem: 'maven', name: 'org.example:core', version: null },
      license: 'EPL-1.0',
    });
    const low = {
      id: 'SNYK-CC-TF-1',
      shortDescription: { text: 'Low severity - Example is open' },
      defaultConfiguration: { level: 'warning' },
    };
    expect(await one('Snyk IaC', { ruleId: low.id, message: { text: 'x' } }, low)).toMatchObject({
      severity: 'low',
      title: 'Example is open',
    });
  });

  it.each([
    [
      'Your code calls vulnerable functions in 2 packages (golang.org/x/text/language and golang.org/x/net/html).',
      'golang.org/x/text',
    ],
    [
      'Your code imports 1 vulnerable package (github.com/a/b/v2/c), but doesn’t appear to call any.',
      'github.com/a/b/v2',
    ],
    ["Your code depends on 1 vulnerable module (example.org/m), but doesn't appear to import any.", 'example.org/m'],
    ['Your code imports 1 vulnerable package (net/http), but doesn’t appear to call any.', 'stdlib'],
  ])('govulncheck: %s', async (text, name) => {
    const result = { ruleId: 'GO-2099-0001', level: 'note', message: { text }, locations: at('go.mod') };
    expect((await one('govulncheck', result)).subject).toMatchObject({ package: { ecosystem: 'golang', name } });
    const stacks = [{ frames: [{ module: 'my/app@' }, { module: 'example.org/real@v1.2.3' }] }];
    expect((await one('govulncheck', { ...result, stacks })).subject).toMatchObject({
      package: { name: 'example.org/real', version: 'v1.2.3' },
    });
  });

  it.each([
    'example-crate 0.1.4 is vulnerable to RUSTSEC-2099-0001 (Use after free)',
    'example-crate 0.1.4 has an unmaintained warning: no longer maintained',
    'example-crate 0.1.4 has a yanked warning',
  ])('cargo-audit: %s', async (text) => {
    const result = { ruleId: 'RUSTSEC-2099-0001', message: { text }, locations: at('Cargo.lock') };
    expect((await one('cargo-audit', result)).subject).toMatchObject({
      package: { ecosystem: 'cargo', name: 'example-crate', version: '0.1.4' },
      advisories: ['RUSTSEC-2099-0001'],
    });
  });

  it('Grype: an advisory of a distribution without the package behind it; Ubuntu by its versions', async () => {
    const text =
      'A medium vulnerability in deb package: example, version 1.2-3ubuntu4.5 was found at: /var/lib/dpkg/status';
    const result = { ruleId: 'ELSA-2099-9128-example', message: { text }, locations: at('var/lib/dpkg/status') };
    expect((await one('Grype', result)).subject).toMatchObject({
      package: { ecosystem: 'deb', name: 'example', version: '1.2-3ubuntu4.5' },
      advisories: ['ELSA-2099-9128'],
    });
  });

  it('Nuclei: the result’s own host, and no severity where it knows none', async () => {
    const rule = {
      id: 'missing-csp',
      name: 'CSP missing',
      shortDescription: { text: 'CSP missing (missing-csp) found on https://first.example' },
      properties: { 'security-severity': '9.5' },
    };
    const result = {
      ruleId: rule.id,
      level: 'none',
      kind: 'open',
      message: { text: 'CSP missing (missing-csp) found on https://second.example:8443' },
      locations: at('//login'),
    };
    expect(await one('Nuclei', result, rule)).toMatchObject({
      title: 'CSP missing (missing-csp) found on https://second.example:8443',
      severity: 'info',
      subject: { category: 'dast', url: 'https://second.example:8443/login' },
      locations: [{ path: null, label: 'https://second.example:8443/login' }],
    });
  });

  it('ZAP and others: a request that stands at the run', async () => {
    const run = { webRequests: [{}, { method: 'POST', target: 'https://example.com/login' }] };
    const result = { ruleId: '10038', message: { text: 'm' }, webRequest: { index: 1 } };
    expect((await one('ZAP', result, null, run)).subject).toMatchObject({
      method: 'POST',
      url: 'https://example.com/login',
    });
  });

  it('Scorecard: a result about the whole repository is at no file; a name alone is no title', async () => {
    const rule = { id: 'BranchProtectionID', shortDescription: { text: 'Branch-Protection' } };
    const locations = at('no file associated with this alert', { startLine: 1 });
    const message = { text: 'score is 3: branch protection is not maximal on all branches:\nWarn: x' };
    expect(await one('Scorecard', { ruleId: rule.id, message, locations }, rule)).toMatchObject({
      title: 'Branch-Protection: score is 3: branch protection is not maximal on all branches:',
      locations: [],
    });
  });

  it('zizmor: its confidence; Nosey Parker: no regular expression as a title', async () => {
    const sure = { ruleId: 'zizmor/artipacked', message: { text: 'm' }, properties: { 'zizmor/confidence': 'Low' } };
    expect((await one('zizmor', sure)).confidence).toBe('low');
    const rule = { id: 'AWS API Key', shortDescription: { text: '(?x)\\b\n([A-Z]{20})\n\\b' } };
    const result = {
      ruleId: rule.id,
      message: { text: 'Rule "AWS API Key" found 1 match.\nFirst blob id matched: 1' },
    };
    expect((await one('noseyparker', result, rule)).title).toBe('Rule "AWS API Key" found 1 match.');
  });

  it('Gitleaks 7: the file that a link to a commit means', async () => {
    const link = `https://github.com/acme/web/blob/${'a'.repeat(40)}/conf/a%20b.env#L4`;
    const result = { ruleId: 'r', message: { text: 'r secret detected' }, locations: at(link) };
    expect((await one('Gitleaks', result)).locations[0]?.path).toBe('conf/a b.env');
  });

  it('SpotBugs: the message with its arguments; folders of sources below a known checkout', async () => {
    const rule = {
      id: 'HARD_CODE_PASSWORD',
      shortDescription: { text: 'Hard coded password' },
      messageStrings: { default: { text: 'Hard coded password found in {0}' } },
    };
    const message = { id: 'default', text: 'Hard coded password', arguments: ['com.acme.A.go()'] };
    const artifactLocation = { uri: 'com/acme/A.java', uriBaseId: '-123456' };
    const result = { ruleId: rule.id, message, locations: [{ physicalLocation: { artifactLocation } }] };
    const base = { uri: 'file:///home/runner/work/web/web/src/main/java/' };
    const found = await one('SpotBugs', result, rule, { originalUriBaseIds: { '-123456': base } });
    expect(found.message).toBe('Hard coded password found in com.acme.A.go()');
    expect(found.locations[0]?.path).toBe(`${base.uri}com/acme/A.java`);
  });

  it('Semgrep: its fix, its confidence, and no code in what it could not read', async () => {
    const rule = { id: 'r', properties: { precision: 'very-high', tags: [] } };
    const replacements = [{ deletedRegion: { startLine: 3 }, insertedContent: { text: 'safe(`x`)' } }];
    const fixes = [
      { description: { text: 'm\n Autofix: Semgrep rule suggested fix' }, artifactChanges: [{ replacements }] },
    ];
    const text = 'Syntax error at line src/a.js:1:\n `const key = "not-a-real-secret-0007"` was unexpected';
    const toolExecutionNotifications = [{ descriptor: { id: 'Syntax error' }, level: 'warning', message: { text } }];
    const run = { invocations: [{ executionSuccessful: true, toolExecutionNotifications }] };
    const { observations, summary } = await parse(
      'Semgrep OSS',
      { ruleId: 'r', message: { text: 'm' }, fixes },
      rule,
      run,
    );
    expect(observations[0]).toMatchObject({ remediation: 'safe(`x`)', confidence: 'unknown' });
    expect(summary.incomplete).toEqual(['semgrep reports an error: Syntax error at line src/a.js:1']);
  });
});

describe('sarif: titles, fixes and references', () => {
  const text = 'Package: libexample\nInstalled Version: 1.0\nVulnerability CVE-2099-1\nFixed Version: 1.1';

  it.each([
    [{ id: 'CVE-2099-1', shortDescription: { text: '' } }, 'CVE-2099-1 in libexample'],
    [{ id: 'CVE-2099-1', shortDescription: { text: 'CVE-2099-1' } }, 'CVE-2099-1 in libexample'],
    [
      { id: 'CVE-2099-1', shortDescription: { text: 'libexample: overflow in read()' } },
      'libexample: overflow in read()',
    ],
  ])('Trivy: %j is called %s', async (rule, title) => {
    const result = { ruleId: rule.id, message: { text }, locations: at('package-lock.json') };
    expect((await one('Trivy', result, rule)).title).toBe(title);
  });

  it('ZAP: its solution and its references', async () => {
    const references = ['https://example.com/csp', 'https://example.com/other'];
    const rule = { id: '10038', properties: { solution: { text: '<p>Set the header.</p>' }, references } };
    expect(await one('OWASP ZAP', { ruleId: '10038', message: { text: 'm' } }, rule)).toMatchObject({
      remediation: 'Set the header.',
      references,
    });
  });

  it('Kingfisher: a secret that was tried', async () => {
    const [place] = at('a.env');
    const locations = [{ ...place, properties: { validation_status: 'Active Credential' } }];
    expect((await one('kingfisher', { ruleId: 'r', message: { text: 'm' }, locations })).confidence).toBe('verified');
  });

  it('stays quick on a message of nothing but escaped brackets', async () => {
    const started = performance.now();
    await one('x', { ruleId: 'r', message: { text: `](${'\\['.repeat(1_000_000)}` } });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('OSV-Scanner: fixed versions from the table of its help', async () => {
    const rule = {
      id: 'CVE-2099-3',
      help: {
        text: [
          '### Fixed Versions',
          '',
          '| Vulnerability ID | Package Name | Fixed Version |',
          '| --- | --- | --- |',
          '| GHSA-aaaa-bbbb-cccc | example | 1.2.3, 2.0.1 |',
          '| GHSA-aaaa-bbbb-cccc | other | 9.9 |',
        ].join('\n'),
      },
    };
    const message = { text: "Package 'example@1.0.0' is vulnerable to 'CVE-2099-3'." };
    const result = { ruleId: rule.id, message, locations: at('package-lock.json') };
    expect((await one('osv-scanner', result, rule)).subject).toMatchObject({ fixedVersions: ['1.2.3', '2.0.1'] });
  });

  it('Brakeman: levels are confidences', async () => {
    expect((await one('Brakeman', { ruleId: 'BRAKE0002', level: 'note', message: { text: 'm' } })).confidence).toBe(
      'low',
    );
  });

  it('JFrog Xray: the package out of the rule; Poutine: no hash of a line’s number', async () => {
    const xray = {
      ruleId: 'CVE-2099-0005_CVE-2099-0008_org.example:my_core_1.2.14',
      properties: { fixedVersion: '[1.2.15], [2.0.0]' },
      message: { text: '[CVE-2099-0005] m' },
      locations: at('pom.xml'),
    };
    const found = await one('JFrog Xray Scanner', xray);
    expect(found.subject).toMatchObject({
      package: { ecosystem: 'maven', name: 'org.example:my_core', version: '1.2.14' },
      advisories: ['CVE-2099-0005', 'CVE-2099-0008'],
      fixedVersions: ['1.2.15', '2.0.0'],
    });
    expect(found.rule.id).toBe('CVE-2099-0005');
    const partialFingerprints = { primaryLocationLineHash: 'a'.repeat(64) };
    expect((await one('poutine', { ruleId: 'r', message: { text: 'm' }, partialFingerprints })).fingerprints).toEqual(
      {},
    );
  });

  it.each([
    ['CVE-2099-0006_some_package@1.0.0', 'Checkov', 'dependency'],
    ['PRISMA-2099-0007_@scope/pkg@1.0.0', 'Checkov', 'dependency'],
    ['MIT_some_package@1.0.0', 'Checkov', 'license'],
    ['CKV_AWS_20', 'Prisma Cloud', 'iac'],
    ['CKV_GHA_1', 'Bridgecrew', 'pipeline'],
  ])('Checkov: %s of %s is %s', async (ruleId, tool, category) => {
    const { subject } = await one(tool, {
      ruleId,
      message: { text: 'SCA package scan' },
      locations: at('package.json'),
    });
    expect(subject.category).toBe(category);
    if (subject.category === 'dependency' || subject.category === 'license') {
      expect(ruleId).toContain(`_${subject.package.name}@${subject.package.version}`);
    }
  });

  it('Checkov without its platform: a check that is skipped weighs as much as one that is not', async () => {
    const result = { ruleId: 'CKV_AWS_24', message: { text: 'm' }, locations: at('main.tf') };
    const failed = await one('Checkov', { ...result, level: 'error' });
    const skipped = await one('Checkov', { ...result, level: 'warning', suppressions: [{ kind: 'inSource' }] });
    expect([skipped.severity, skipped.suppression?.kind]).toEqual([failed.severity, 'in_code']);
  });

  it('Snyk: the version that fixes the package itself', async () => {
    const message = { text: 'This file introduces a vulnerable tar package with a high severity vulnerability.' };
    const result = (text: string) => ({
      ruleId: 'SNYK-JS-TAR-1',
      message,
      fixes: [{ description: { text } }],
      locations: at('package.json'),
    });
    const fixed = [
      await one('Snyk Open Source', result('Upgrade to tar@6.2.1')),
      await one('Snyk Open Source', result('Upgrade to npm@9.0.0')),
    ];
    expect(fixed.map(({ subject }) => ('fixedVersions' in subject ? subject.fixedVersions : null))).toEqual([
      ['6.2.1'],
      [],
    ]);
  });
});
