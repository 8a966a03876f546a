import { describe, expect, it } from 'vitest';
import { scoreOfVector } from '#lib/scanners/shared/score-of-vector.ts';
import { rate } from './rating.ts';
import { bom, read } from './testing.ts';

describe('CycloneDX: what a vulnerability says', () => {
  const record = {
    id: 'CVE-2030-1',
    description: 'The lid of the pot opens. And more.',
    detail: 'It has a hinge.',
    recommendation: 'Upgrade pot to version 1.1',
    workaround: 'Hold the lid.',
    references: [{ id: 'GHSA-aaaa-bbbb-cccc', source: { url: 'https://tea.example/ghsa' } }],
    advisories: [{ url: 'https://tea.example/advisory' }],
    affects: [{ ref: 'pot' }],
  };

  it('keeps all its texts, and a title that can be understood', async () => {
    const [observation] = (await read(bom([record]))).observations;
    expect(observation).toMatchObject({
      title: '@tea/pot: CVE-2030-1 The lid of the pot opens.',
      message: 'The lid of the pot opens. And more.\n\nIt has a hinge.',
      remediation: 'Upgrade pot to version 1.1\n\nHold the lid.',
      references: ['https://tea.example/advisory', 'https://tea.example/ghsa'],
      subject: { fixedVersions: ['1.1'] },
    });
  });

  it('reads the same from XML', async () => {
    const xml = `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>
      <component type="library" bom-ref="pot"><name>pot</name><version>1.0</version><purl>pkg:npm/%40tea/pot@1.0</purl></component>
      </components><vulnerabilities><vulnerability><id>CVE-2030-1</id>
      <references><reference><id>GHSA-aaaa-bbbb-cccc</id><source><url>https://tea.example/ghsa</url></source></reference></references>
      <description>The lid of the pot opens. And more.</description><detail>It has a hinge.</detail>
      <recommendation>Upgrade pot to version 1.1</recommendation><workaround>Hold the lid.</workaround>
      <advisories><advisory><url>https://tea.example/advisory</url></advisory></advisories>
      <affects><target><ref>pot</ref></target></affects></vulnerability></vulnerabilities></bom>`;
    const bare = async (document: unknown) =>
      (await read(document)).observations.map((each) => ({ ...each, position: null }));
    expect(await bare(xml)).toEqual(await bare(bom([record])));
  });

  it('suppresses a record that was rejected', async () => {
    const rejected = '2030-01-02T03:04:05Z';
    const [observation] = (await read(bom([{ ...record, rejected }]))).observations;
    expect(observation?.suppression?.justification).toBe(`rejected as no vulnerability: ${rejected}`);
  });

  it('finds a component by its purl where its reference is another, or there is none', async () => {
    const inner = { type: 'library', name: 'leaf', version: '2.0', purl: 'pkg:npm/leaf@2.0' };
    const components = [{ type: 'container', name: 'tea/cup:2', components: [inner] }];
    const affects = [{ ref: 'pkg:npm/leaf@2.0' }];
    const { observations } = await read(bom([{ id: 'CVE-2030-1', affects }], { components }));
    expect(observations[0]?.subject).toMatchObject({ category: 'container', image: 'tea/cup:2' });
  });
});

describe('CycloneDX: what a vulnerability affects', () => {
  const components = ['1.0', '2.0'].map((version) => ({
    type: 'library',
    name: 'pot',
    version,
    'bom-ref': `pkg:npm/pot@${version}`,
    purl: `pkg:npm/pot@${version}`,
  }));
  const affecting = (...refs: string[]) => [{ id: 'CVE-2030-1', affects: refs.map((ref) => ({ ref })) }];
  const versions = async (...refs: string[]) => {
    const { observations, skipped } = await read(bom(affecting(...refs), { components }));
    return [observations.map(({ subject }) => 'package' in subject && subject.package.version), skipped.length];
  };

  it('takes a purl without a version for the components of that package, and nothing for packages that are not there', async () => {
    expect(await versions('pkg:npm/pot', 'pkg:npm/pot-es', 'pkg:maven/org.webjars/pot')).toEqual([['1.0', '2.0'], 0]);
    expect(await versions('pkg:npm/pot@2.0?arch=x')).toEqual([['2.0'], 0]);
  });

  it('believes a purl that nothing else explains, and says so of other references', async () => {
    expect(await versions('pkg:npm/lid')).toEqual([[null], 0]);
    expect(await versions('pkg:npm/pot@1.0', 'pkg:npm/lid@3.0')).toEqual([['1.0', '3.0'], 0]);
    expect(await versions('pkg:npm/pot@1.0', 'lid')).toEqual([['1.0'], 1]);
  });

  it('believes a purl where the document lists no components', async () => {
    const metadata = { component: { type: 'application', name: 'shop', 'bom-ref': 'shop' } };
    const { observations } = await read(bom(affecting('pkg:npm/lid@1.0'), { components: [], metadata }));
    expect(observations[0]?.subject).toMatchObject({ package: { name: 'lid', version: '1.0' } });
  });

  it('finds the lock file that leads to a component, and the image in an archive', async () => {
    const property = (name: string, value: string) => [{ name: `aquasecurity:trivy:${name}`, value }];
    const lock = {
      type: 'application',
      name: 'web/yarn.lock',
      'bom-ref': 'lock',
      properties: property('Class', 'lang-pkgs'),
    };
    const dependencies = [
      { ref: 'root', dependsOn: ['lock'] },
      { ref: 'lock', dependsOn: ['pkg:npm/pot@1.0'] },
      { ref: 'pkg:npm/pot@1.0', dependsOn: ['pkg:npm/pot@2.0', 'pkg:npm/pot@1.0'] },
    ];
    const document = bom(affecting('pkg:npm/pot@2.0'), {
      metadata: { component: { type: 'application', name: '.', 'bom-ref': 'root' } },
      components: [lock, ...components],
      dependencies,
    });
    const [observation] = (await read(document)).observations;
    expect(observation).toMatchObject({
      subject: { manifest: 'web/yarn.lock' },
      locations: [{ path: 'web/yarn.lock' }],
    });
    const component = { type: 'container', name: '/tmp/x.tar', properties: property('RepoTag', 'tea/kettle:1.4') };
    const { observations } = await read(bom(affecting('pkg:npm/pot@1.0'), { metadata: { component }, components }));
    expect(observations[0]?.subject).toMatchObject({ category: 'container', image: 'tea/kettle:1.4' });
  });

  it('reads a single version where a list should be', async () => {
    const affects = [{ ref: 'pkg:npm/pot@1.0', versions: { version: '1.0', state: 'unaffected' } }];
    const { observations } = await read(bom([{ id: 'CVE-2030-1', affects }], { components }));
    expect(observations[0]?.suppression?.justification).toBe('version 1.0 is unaffected');
  });
});

describe('rate', () => {
  it('takes the word of the own source before the scores of others', () => {
    const ratings = [
      { method: 'CVSSv31', score: 9.8, severity: 'critical', source: { name: 'nvd' } },
      { severity: 'low', source: { name: 'debian' } },
    ];
    expect(rate({ source: { name: 'debian' }, ratings })).toEqual({
      severity: 'low',
      severityReported: 'low',
      cvss: 9.8,
    });
    expect(rate({ source: { name: 'nvd' }, ratings })).toMatchObject({ severity: 'critical' });
    expect(rate({ ratings })).toMatchObject({ severity: 'critical' });
  });

  it('computes what a vector without a score stands for', () => {
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
    expect(rate({ ratings: [{ method: 'CVSSv31', vector }] })).toEqual({
      severity: 'critical',
      severityReported: '9.8',
      cvss: 9.8,
    });
  });

  it('takes the newest version', () => {
    const vector = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
    const older = { method: 'CVSSv31', vector: 'CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' };
    expect(rate({ ratings: [older, { method: 'CVSSv4', vector }] })).toMatchObject({ severity: 'critical', cvss: 9.3 });
  });
});

describe('scoreOfVector', () => {
  // Examples of the specifications and of NVD.
  it.each([
    ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:P/RL:O', 7.5],
    ['AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8],
    ['(AV:N/AC:L/Au:N/C:C/I:C/A:C)', 10],
    ['AV:L/AC:H/Au:N/C:C/I:C/A:C', 6.2],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
    ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
  ])('%s is %d', (vector, score) => {
    expect(scoreOfVector(vector)).toBe(score);
  });

  it.each([
    null,
    '',
    'CVSS:3.1',
    'CVSS:3.1/AV:N',
    'CVSS:3.1/AV:constructor/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    '9.8',
    'low',
  ])('is nothing for %j', (vector) => {
    expect(scoreOfVector(vector)).toBeNull();
  });
});

describe('a vulnerability whose component cannot be found', () => {
  const metadata = { component: { 'bom-ref': 'root', type: 'application', name: 'shop', purl: 'pkg:npm/shop@1.0' } };
  const parts = [{ 'bom-ref': 'pot', type: 'library', name: 'pot', version: '1.0', purl: 'pkg:npm/pot@1.0' }];
  const vulnerable = (...refs: unknown[]) => [{ id: 'CVE-2030-1', affects: refs.map((ref) => ({ ref })) }];
  const names = async (vulnerabilities: unknown[], more: object) => {
    const { observations, skipped } = await read(bom(vulnerabilities, more));
    return { found: observations.map(({ title }) => title.split(':', 1)[0]), skipped };
  };

  it('is one of what the document is about', async () => {
    const more = { metadata, components: parts };
    expect(await names(vulnerable('ghost', 'other'), more)).toEqual({ found: ['shop'], skipped: [] });
    expect(await names([{ id: 'CVE-2030-1' }], more)).toEqual({ found: ['shop'], skipped: [] });
  });

  it.each(['.', './', '/builds/acme/shop/4711', 'C:\\jobs\\17'])('and not of the folder %s', async (name) => {
    const component = { 'bom-ref': 'root', type: 'application', name };
    expect(await names(vulnerable('ghost'), { metadata: { component } })).toEqual({
      found: ['this project'],
      skipped: [],
    });
  });

  it.each([
    ['the document is about nothing', vulnerable('ghost'), {}, 0],
    ['the reference says nothing', vulnerable(''), { metadata }, 0],
    ['another one is found', vulnerable('pot', 'ghost'), { metadata }, 1],
  ])('is skipped where %s, and closes nothing of that advisory', async (_name, vulnerabilities, more, count) => {
    const { found, skipped } = await names(vulnerabilities, { ...more, components: parts });
    expect(found).toHaveLength(count);
    expect(skipped).toMatchObject([{ standsFor: { advisory: 'CVE-2030-1' } }]);
  });
});

describe('a check of infrastructure', () => {
  const id = 'e0a3b1c2-0d4f-4a5b-8c6d-7e8f9a0b1c2d';
  const file = {
    'bom-ref': 'f',
    type: 'file',
    name: 'infra/main.tf',
    version: '0.0.0-abc',
    purl: 'pkg:generic/main.tf@0.0.0-abc',
  };
  const check = { id, description: '[Terraform].[Open bucket]: Everyone may read it', affects: [{ ref: 'f' }] };

  it('is one of its file, not of a package', async () => {
    const { observations, summary } = await read(bom([check], { components: [file] }));
    expect(observations).toMatchObject([
      {
        subject: { category: 'iac', check: null, resource: null },
        rule: { id },
        title: '[Terraform].[Open bucket]: Everyone may read it',
        locations: [{ path: 'infra/main.tf', label: null }],
      },
    ]);
    expect(summary.categories).toEqual(['iac']);
  });

  it('unlike an advisory of a file, and one of a package whose id is a number', async () => {
    const advisory = { ...check, id: 'CVE-2030-1' };
    const library = { ...file, type: 'library' };
    for (const [found, component] of [
      [advisory, file],
      [check, library],
    ] as const) {
      const { observations } = await read(bom([found], { components: [component] }));
      expect(observations[0]?.subject.category).toBe('dependency');
    }
  });
});
