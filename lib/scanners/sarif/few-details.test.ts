import { describe, expect, it } from 'vitest';
import { at, one } from './testing.ts';

const text = 'an example';

describe('sarif: results with few details', () => {
  it.each([
    ['dependency-check', 'CVE-2099-1001', 'dependency'],
    ['Mend CLI', 'WS-2099-0001', 'dependency'],
    ['Black Duck SCA', 'BDSA-2099-0001', 'dependency'],
    ['JFrog Xray Scanner', 'XRAY-1234', 'dependency'],
    ['pip-audit', 'PYSEC-2099-1', 'dependency'],
    ['some tool', 'GHSA-aaaa-bbbb-cccc', 'dependency'],
    ['some tool', 'not-CVE-2099-1001', 'sast'],
    ['Dockle', 'CIS-DI-0006', 'container'],
    ['Trivy', 'AVD-AWS-0086', 'iac'],
    ['Trivy', 'DS002', 'iac'],
    ['Trivy', 'CVE-2099-1001', 'dependency'],
    ['isort', 'unsorted', 'quality'],
    ['Clair', 'unknown-package', 'container'],
    ['Snyk Container', 'SNYK-DEBIAN12-EXAMPLE-1', 'container'],
  ])('%s, rule %s: %s, by tool and rule', async (tool, ruleId, category) => {
    const result = { ruleId, message: { text }, locations: at('pom.xml') };
    expect((await one(tool, result)).subject.category).toBe(category);
    expect((await one(tool, { ruleId, message: { text } })).subject.category).toBe(category);
  });

  it.each([
    ['lib/acme-core-2.14.1.jar', text, { name: 'acme-core', version: '2.14.1' }],
    ['lib/acme.dll', text, { name: 'acme', version: null }],
    ['pom.xml', 'acme-core-2.14.1.jar: CVE-2099-1001', { name: 'acme-core', version: '2.14.1' }],
    // The folder into which GitHub's hosted runners check out the repository `web` is no part of the name.
    ['/home/runner/work/web/web/api/pom.xml', text, { name: 'api/pom.xml', version: null }],
  ])('a vulnerability without a package, at %s: the library’s file, else the document', async (uri, message, found) => {
    const { subject } = await one('dependency-check', {
      ruleId: 'CVE-2099-1001',
      message: { text: message },
      locations: at(uri),
    });
    expect(subject).toMatchObject({ advisories: ['CVE-2099-1001'], package: { ecosystem: 'generic', ...found } });
  });

  it('a vulnerability without a package and a place: by a CPE, else the project', async () => {
    const logicalLocations = [{ fullyQualifiedName: 'cpe:2.3:a:acme:core:2.14.1:*:*:*:*:*:*:*' }];
    const result = { ruleId: 'CVE-2099-1001', message: { text } };
    const named = await one('dependency-check', { ...result, locations: [{ logicalLocations }] });
    expect(named.subject).toMatchObject({ package: { name: 'core', version: '2.14.1' } });
    expect((await one('dependency-check', result)).subject).toMatchObject({ package: { name: 'this project' } });
  });

  it('what is said of an image and no package is said of the image', async () => {
    const run = { properties: { imageName: 'registry.example/shop/api:1.4' } };
    const { subject } = await one('Dockle', { ruleId: 'CIS-DI-0006', message: { text } }, null, run);
    expect(subject).toMatchObject({
      image: 'registry.example/shop/api:1.4',
      package: { ecosystem: 'docker', name: 'registry.example/shop/api' },
      advisories: ['CIS-DI-0006'],
    });
  });

  it('an advisory that a text only mentions is no name of the one that the rule is', async () => {
    const message = { text: 'Package: core\nThe fix of CVE-2099-1001 was incomplete.' };
    const rule = { id: 'CVE-2099-1002', fullDescription: { text: 'The fix of CVE-2099-1001 was incomplete.' } };
    const { subject } = await one('Trivy', { ruleId: 'CVE-2099-1002', message, locations: at('go.mod') }, rule);
    expect(subject).toMatchObject({ advisories: ['CVE-2099-1002'] });
  });

  it.each([
    ['name[casing]', 'quality'],
    ['yaml[line-length]', 'quality'],
    ['no-log-password', 'iac'],
    ['risky-file-permissions', 'iac'],
  ])('ansible-lint, %s: %s', async (ruleId, category) => {
    expect((await one('ansible-lint', { ruleId, message: { text }, locations: at('play.yml') })).subject.category).toBe(
      category,
    );
  });
});

describe('sarif: security-severity in every spelling', () => {
  it.each([
    ['MEDIUM', 'medium', null],
    ['High', 'high', null],
    ['critical', 'critical', null],
    ['4.4', 'medium', 4.4],
    [9.8, 'critical', 9.8],
    ['7,5', 'high', 7.5],
    ['0.0', 'info', 0],
    // What says nothing leaves it to the level.
    ['', 'low', null],
    ['11', 'low', null],
    [-1, 'low', null],
    ['unknown', 'low', null],
    [null, 'low', null],
    [{}, 'low', null],
  ])('%j is %s', async (written, severity, score) => {
    const properties = { 'security-severity': written };
    const ofRule = { id: 'CVE-2099-1001', properties, defaultConfiguration: { level: 'note' } };
    const result = { ruleId: 'CVE-2099-1001', message: { text }, locations: at('package.json') };
    expect(await one('x', result, ofRule)).toMatchObject({ severity, cvss: score });
    expect(await one('x', { ...result, properties, level: 'note' })).toMatchObject({ severity, cvss: score });
  });
});
