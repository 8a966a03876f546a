import { describe, expect, it } from 'vitest';
import { cpuStopwatch } from '#lib/testing.ts';
import { at, one } from './testing.ts';

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
    const spent = cpuStopwatch();
    await one('x', { ruleId: 'r', message: { text: `](${'\\['.repeat(1_000_000)}` } });
    expect(spent()).toBeLessThan(2000);
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
