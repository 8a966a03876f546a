import { describe, expect, it } from 'vitest';
import { at, one, parse } from './testing.ts';

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
    expect(summary.reasons).toHaveLength(1);
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
    // Its word counts, not the score: as in its JSON.
    const scored = { ...rule, shortDescription: { text: '' }, properties: { 'security-severity': '9.8' } };
    expect(await one('Snyk Container', result, scored)).toMatchObject({ severity: 'low', cvss: 9.8 });
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
      severity: 'unknown',
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
    // /home/runner/work/web/web is the folder into which GitHub's hosted runners check out the repository `web`.
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
    expect(summary.reasons).toEqual(['semgrep reports an error: Syntax error at line src/a.js:1']);
  });
});
