import { describe, expect, it } from 'vitest';
import { at, one, parse } from './testing.ts';

const message = { text: 'something is wrong' };

describe('dialects: fingerprints that are believed', () => {
  it.each([
    ['Brakeman', 'fingerprint', false],
    ['Checkmarx', 'similarityId', false],
    ['Coverity', 'mergeKey', false],
    ['detect-secrets', 'hashed_secret', true],
    ['Flawfinder', 'contextHash/v1', true],
    ['Fortify SCA', null, false],
    ['Micro Focus Fortify Static Code Analyzer', 'instanceID', false],
    ['Fortify SAST', 'fortify/instanceID', false],
    ['ggshield', 'ignore_sha', true],
    ['GitLab SAST', 'scope_offset_compressed', false],
    ['GitLab SAST', 'scope_offset', false],
    ['Semgrep OSS', 'matchBasedId/v1', false],
    ['Semgrep OSS', 'fingerprint', false],
    ['Snyk Code', '1', false],
    ['Snyk Open Source', '1', false],
    ['Snyk Code', null, false],
    ['SonarCloud', 'sonar/hash', true],
    ['Sonar', 'hash', true],
    ['any tool', null, false],
  ])('%s: %s', async (tool, name, pathFree) => {
    const others = { 0: 'by place', commitSha: 'c0ffee', primaryLocationStartColumnFingerprint: '4' };
    const fingerprints = name === null ? others : { ...others, [name]: 'abc' };
    for (const written of [{ fingerprints }, { partialFingerprints: fingerprints }]) {
      const { trusted } = await one(tool, { ruleId: 'r', message, ...written });
      expect(trusted).toEqual(name === null ? null : { value: 'abc', pathFree });
    }
  });

  it('the hash of code scanning is believed of every tool, before its own; a full fingerprint before a partial one', async () => {
    const partialFingerprints = { primaryLocationLineHash: 'ab12cd:1', fingerprint: 'own' };
    expect((await one('Brakeman', { ruleId: 'r', message, partialFingerprints })).trusted?.value).toBe('ab12cd');
    const both = { partialFingerprints: { fingerprint: 'part' }, fingerprints: { fingerprint: 'full' } };
    expect((await one('Brakeman', { ruleId: 'r', message, ...both })).trusted?.value).toBe('full');
  });
});

describe('dialects: paths', () => {
  it.each(['Checkov', 'Kubescape', 'Snyk', 'SonarQube', 'Terrascan'])(
    '%s: a leading slash is the repository’s root',
    async (tool) => {
      const { observations } = await parse(tool, { ruleId: 'r', message, locations: at('/src/main.tf') });
      expect(observations[0]?.locations[0]?.path).toBe('src/main.tf');
    },
  );

  it('of others are left to the normalisation', async () => {
    expect((await one('Snyk IaC', { ruleId: 'r', message, locations: at('/src/main.tf') })).locations[0]?.path).toBe(
      '/src/main.tf',
    );
  });
});

describe('dialects: categories', () => {
  it.each([
    ['Psalm', 'TaintedSql', 'sast'],
    ['golangci-lint', 'gosec', 'sast'],
    ['golangci-lint', 'G101', 'sast'],
    ['golangci-lint', 'errcheck', 'quality'],
    ['flake8', 'S101', 'sast'],
    ['flake8', 'E501', 'quality'],
    ['staticcheck', 'S1000', 'quality'],
    ['SonarQube', 'S2068', 'sast'],
    ['RuboCop', 'Security/Eval', 'sast'],
    ['RuboCop', 'Style/Eval', 'quality'],
    ['Microsoft (R) Visual C# Compiler', 'S2068', 'sast'],
    ['ESLint', 'no-eval', 'sast'],
    ['Biome', 'lint/security/noDangerouslySetInnerHtml', 'sast'],
    ['Oxlint', 'react/no-danger', 'sast'],
    ['CodeQL', 'actions/code-injection', 'pipeline'],
    ['CodeQL', 'js/xss', 'sast'],
    ['Cortex Cloud', 'CKV_AWS_20', 'iac'],
    ['Snyk Code', 'snyk:lic:npm:left:MIT', 'license'],
  ])('%s: %s is %s', async (tool, ruleId, category) => {
    expect((await one(tool, { ruleId, message, locations: at('a') })).subject.category).toBe(category);
  });

  it.each([
    ['Psalm', 'sast'],
    ['SpotBugs', 'sast'],
    ['golangci-lint', 'sast'],
    ['ESLint', 'quality'],
    ['Trivy', 'dependency'],
    ['Checkov', 'iac'],
    ['any tool', 'sast'],
  ])('%s: a report of nothing has measured %s', async (tool, category) => {
    expect((await parse(tool, {}, null, { results: [] })).summary.categories).toEqual([category]);
  });

  it('of a tool on no list, by the tags of the rule: security before quality', async () => {
    const of = async (tags: string[]) => {
      const { subject } = await one('any tool', { ruleId: 'r', message }, { id: 'r', properties: { tags } });
      return subject.category;
    };
    expect([await of(['performance', 'security']), await of(['performance']), await of(['other'])]).toEqual([
      'sast',
      'quality',
      'sast',
    ]);
  });

  it('a platform that runs Checkov: its checks keep the name that scanners share', async () => {
    const { subject } = await one('Cortex Cloud', { ruleId: 'CKV_AWS_18', message, locations: at('main.tf') });
    expect(subject).toMatchObject({ category: 'iac', check: 'aws-s3-logging' });
  });
});

describe('dialects: files that could not be read', () => {
  it.each([
    ['clang-tidy', 'clang-diagnostic-error'],
    ['flake8', 'E999'],
    ['Pylint', 'E0001'],
    ['ruff', 'invalid-syntax'],
    ['ShellCheck', 'SC1073'],
    ['stylelint', 'CssSyntaxError'],
  ])('%s: %s', async (tool, ruleId) => {
    const { observations, summary } = await parse(tool, { ruleId, message, locations: at('a') });
    expect(observations).toEqual([]);
    expect(summary.reasons).toEqual([expect.stringContaining('could not parse a')]);
    expect((await parse('any tool', { ruleId, message, locations: at('a') })).observations).toHaveLength(1);
  });

  it.each([
    ['ESLint', 'Parsing error: Unexpected token'],
    ['ruff', 'SyntaxError: Expected an expression'],
  ])('%s: by the message %s', async (tool, text) => {
    expect((await parse(tool, { ruleId: 'r', message: { text }, locations: at('a') })).observations).toEqual([]);
  });
});

describe('dialects: packages and images', () => {
  const field = 'Package: libexample\nInstalled Version: 1.0';

  it('Docker Scout: the image is the run’s id', async () => {
    const run = { automationDetails: { id: 'registry.example/app:1' } };
    const result = { ruleId: 'CVE-2099-1', message: { text: field }, locations: at('lib/x') };
    expect((await one('Docker Scout', result, null, run)).subject).toMatchObject({ image: 'registry.example/app:1' });
    const named = { ...run, properties: { imageName: 'registry.example/named:2' } };
    expect((await one('Docker Scout', result, null, named)).subject).toMatchObject({
      image: 'registry.example/named:2',
    });
  });

  it('Grype: a container by its message, with the image of the message or before the digest', async () => {
    const found = (text: string, fullyQualifiedName: string) =>
      one('Grype', {
        ruleId: 'CVE-2099-1-x',
        message: { text },
        locations: [{ ...at('image/lib/x')[0], logicalLocations: [{ fullyQualifiedName }] }],
      });
    const inImage = 'A vulnerability in apk package: x, version 1.0-r1 was found in image app:1 at: /lib';
    expect((await found(inImage, 'other@sha256:aa:lib/x')).subject).toMatchObject({
      category: 'container',
      image: 'app:1',
    });
    const installed = 'The path reports x at version 1.0-r1, a vulnerable (apk) package installed in the container';
    expect((await found(installed, 'app@sha256:aa:lib/x')).subject).toMatchObject({ image: 'app' });
    const run = { properties: { imageName: 'registry.example/app:1' } };
    const result = { ruleId: 'CVE-2099-1-x', message: { text: inImage } };
    expect((await one('Grype', result, null, run)).subject).toMatchObject({ image: 'registry.example/app:1' });
  });

  it.each(['Xray', 'JFrog Xray'])('%s: the package out of the rule', async (tool) => {
    const result = { ruleId: 'CVE-2099-5_org.example:core_1.2', message, locations: at('pom.xml') };
    expect((await one(tool, { ...result, ruleId: 'CVE-2099-0005_org.example:core_1.2' })).subject).toMatchObject({
      package: { name: 'org.example:core', version: '1.2' },
    });
  });

  it('Prisma Cloud: a package of Checkov’s', async () => {
    const result = { ruleId: 'CVE-2099-0006_some_package@1.0.0', message, locations: at('package.json') };
    expect((await one('Prisma Cloud', result)).subject).toMatchObject({ package: { name: 'some_package' } });
  });

  it('govulncheck: another id than an advisory of Go’s names no module', async () => {
    const text = 'Your code imports 1 vulnerable package (net/http), but doesn’t appear to call any.';
    expect(
      (await one('govulncheck', { ruleId: 'other', message: { text }, locations: at('x') })).subject,
    ).toMatchObject({
      category: 'dependency',
      package: { name: 'x' },
    });
  });

  it('Snyk: the version of the logical location only where it is the package’s; fixed versions of fields come first', async () => {
    const text = 'This file introduces a vulnerable tar package with a high severity vulnerability.';
    const at1 = (fullyQualifiedName: string) => [
      { ...at('package.json')[0], logicalLocations: [{ fullyQualifiedName }] },
    ];
    const result = { ruleId: 'SNYK-JS-TAR-1', message: { text } };
    const versionOf = async (label: string) => {
      const { subject } = await one('Snyk', { ...result, locations: at1(label) });
      return subject.category === 'dependency' ? subject.package.version : undefined;
    };
    expect([await versionOf('tar@6.1.0'), await versionOf('npm@9.0.0')]).toEqual(['6.1.0', null]);
    const fixes = [{ description: { text: 'Upgrade to tar@6.2.1' } }];
    const rule = { id: 'SNYK-JS-TAR-1', help: { text: 'Fixed version: 6.2.0' } };
    const { subject } = await one('Snyk', { ...result, fixes, locations: at('package.json') }, rule);
    expect(subject).toMatchObject({ fixedVersions: ['6.2.0'] });
  });
});

describe('dialects: severity, confidence and secrets', () => {
  it('Checkov: a level of its platform’s is kept; without one it weighs by its list, also without a level', async () => {
    const result = { ruleId: 'CKV_AWS_41', message, locations: at('main.tf') };
    const severity = async (fields: object) => (await one('Checkov', { ...result, ...fields })).severity;
    expect(await severity({ level: 'note' })).toBe('low');
    expect(await severity({ level: 'note', suppressions: [{ kind: 'inSource' }] })).toBe('low');
    expect(await severity({ level: 'warning' })).toBe('medium');
    expect(await severity({ level: 'error' })).toBe('critical');
    expect(await severity({})).toBe('critical');
  });

  it('Checkov: a secret weighs as much as in its JSON', async () => {
    const result = { ruleId: 'CKV_SECRET_999', level: 'error', message, locations: at('a.env') };
    expect((await one('Checkov', result)).severity).toBe('high');
  });

  it('Nuclei: `none` of a result that nobody has to decide is no severity; others’ is not theirs to say', async () => {
    const result = { ruleId: 'r', level: 'none', kind: 'open', message };
    expect((await one('Nuclei', result)).severity).toBe('unknown');
    expect((await one('any tool', result)).severity).toBe('low');
    const rule = { id: 'r', properties: { 'security-severity': '9.5' } };
    expect((await one('any tool', { ...result, kind: 'fail' }, rule)).severity).toBe('critical');
  });

  it('a result’s own confidence counts before one with the tool’s name, and both before its rule’s', async () => {
    const rule = { id: 'r', properties: { precision: 'low' } };
    const of = async (properties: object) => (await one('x', { ruleId: 'r', message, properties }, rule)).confidence;
    expect(await of({ confidence: 'high', 'x/confidence': 'medium' })).toBe('high');
    expect(await of({ 'x/confidence': 'medium' })).toBe('medium');
    expect(await of({})).toBe('low');
  });

  it('Gitleaks: the snippet of a result without a rule is a line, `offender` the secret of any', async () => {
    const place = at('a.env', { startLine: 1, snippet: { text: 'key = not-a-real-secret-0009' } });
    const text = { text: 'AWS Access Key secret detected' };
    const line = await one('Gitleaks', { message: text, locations: place });
    expect([line.rule.id, line.subject]).toEqual([
      'AWS Access Key',
      { category: 'secret', value: null, match: 'key = not-a-real-secret-0009' },
    ]);
    const offender = await one('whispers', {
      ruleId: 'r',
      message,
      properties: { offender: 'not-a-real-secret-0010' },
    });
    expect(offender.subject).toMatchObject({ value: 'not-a-real-secret-0010' });
  });
});
