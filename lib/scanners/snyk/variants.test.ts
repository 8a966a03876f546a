import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner } from './scanner.ts';

const read = (document: unknown) => collect(scanner, sourceFromBytes(JSON.stringify(document)));
const accepts = (value: unknown) => scanner.accepts({ kind: 'json', value });

const vulnerability = (fields: object = {}) => ({
  id: 'SNYK-JS-TEAPOT-100',
  title: 'Lid opens',
  severity: 'high',
  packageName: 'teapot',
  version: '1.0.0',
  ...fields,
});
const project = (vulnerabilities: unknown[], more: object = {}) => ({
  vulnerabilities,
  ok: false,
  dependencyCount: 3,
  packageManager: 'npm',
  ...more,
});
const iac = (issues: unknown[], more: object = {}) => ({
  targetFile: 'main.tf',
  ok: false,
  infrastructureAsCodeIssues: issues,
  ...more,
});

describe('Snyk: C and C++ without a package manager', () => {
  const report = {
    issues: [
      { pkgName: 'https://tea.example|kettle', pkgVersion: '2.12', issueId: 'SNYK-UNMANAGED-KETTLE-1', fixInfo: {} },
      { pkgName: 'https://tea.example|kettle', pkgVersion: '2.12', issueId: 'SNYK-UNMANAGED-KETTLE-2', fixInfo: {} },
    ],
    issuesData: {
      'SNYK-UNMANAGED-KETTLE-1': {
        id: 'SNYK-UNMANAGED-KETTLE-1',
        title: 'Boils over',
        severity: 'medium',
        cvssScore: 5.3,
        identifiers: { CVE: ['CVE-2030-1'], CWE: ['CWE-59'] },
        packageName: 'kettle',
        packageManager: 'Unmanaged (C/C++)',
        from: ['https://tea.example|kettle@2.12'],
        name: 'https://tea.example|kettle@2.12',
        fixedIn: [],
      },
    },
    depGraphData: {},
    depsFilePaths: { 'https://tea.example|kettle@2.12': ['deps/kettle/kettle.c', 'deps/kettle/lid.c'] },
  };

  it('joins each issue with its text and says what it cannot join', async () => {
    expect(accepts([report])).toBe(true);
    const { observations, skipped, summary } = await read([report]);
    expect(observations).toMatchObject([
      {
        title: 'Boils over in kettle',
        severity: 'medium',
        cvss: 5.3,
        cwes: [59],
        subject: {
          category: 'dependency',
          package: { ecosystem: 'generic', name: 'kettle', version: '2.12' },
          advisories: ['CVE-2030-1', 'SNYK-UNMANAGED-KETTLE-1'],
          direct: null,
          manifest: 'deps/kettle/kettle.c',
        },
        position: '[0].issues[0]',
      },
    ]);
    expect(skipped.map(({ position }) => position)).toEqual(['[0].issues[1]']);
    expect(summary).toMatchObject({ scanner: 'snyk', categories: ['dependency'] });
  });

  it('takes one without issues for a clean test', async () => {
    const { observations, summary } = await read([{ issues: [], issuesData: {}, depGraphData: {} }]);
    expect([observations, summary.reasons]).toEqual([[], []]);
  });
});

describe('Snyk: flags', () => {
  it('reads issues grouped with all their paths', async () => {
    const from = [
      ['shop@1.0.0', 'tray@1.0.0', 'teapot@1.0.0'],
      ['shop@1.0.0', 'teapot@1.0.0'],
    ];
    const { observations } = await read(project([vulnerability({ from, name: ['teapot', 'teapot'] })]));
    expect(observations[0]?.message).toContain(
      'paths (2):\nshop@1.0.0 > tray@1.0.0 > teapot@1.0.0\nshop@1.0.0 > teapot',
    );
    expect(observations[0]?.subject).toMatchObject({ package: { name: 'teapot' }, direct: true });
  });

  const CVSS4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
  it.each([
    [{ cvssScore: 7.5, CVSSv4: CVSS4 }, 7.5],
    [{ CVSSv4: CVSS4, CVSSv3: 'CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N' }, 9.3],
    [{ cvssScore: null, CVSSv3: 'CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N' }, 2.5],
    [{ cvssSources: [{ vector: null }, { vector: CVSS4 }] }, 9.3],
    [{ cvssSources: 'none', CVSSv3: 7 }, null],
  ])('takes the score, else what a vector stands for: %j', async (fields, cvss) => {
    const { observations } = await read(project([vulnerability(fields)]));
    expect(observations[0]?.cvss).toBe(cvss);
  });

  it.each([
    ['amzn:2', 'rpm'],
    ['sles:15.3', 'rpm'],
    ['debian:12', 'deb'],
    ['alpine:3.19', 'apk'],
    ['upstream', 'generic'],
  ])('knows packages of %s as %s', async (packageManager, ecosystem) => {
    const { observations } = await read(
      project([vulnerability({ packageManager, name: 'src/teapot' })], { docker: {}, path: 'tea:1' }),
    );
    expect(observations[0]?.subject).toMatchObject({ category: 'container', package: { ecosystem } });
  });

  it('passes on what to do about a base image, a Dockerfile and a license', async () => {
    const docker = {
      baseImageRemediation: { advice: [{ message: 'Minor upgrades' }, { message: 'tea:1.2  3 issues' }] },
    };
    const { observations } = await read(
      project(
        [
          vulnerability(),
          vulnerability({ id: 'SNYK-2', dockerfileInstruction: 'RUN apt install teapot' }),
          vulnerability({ id: 'SNYK-3', nearestFixedInVersion: '1.0.4' }),
          vulnerability({
            id: 'snyk:lic:npm:teapot:GPL-3.0',
            type: 'license',
            legalInstructionsArray: [{ licenseName: 'GPL-3.0', legalContent: 'Ask the lawyers.' }],
          }),
        ],
        { docker, path: 'tea:1' },
      ),
    );
    expect(observations.map(({ remediation }) => remediation)).toEqual([
      'Minor upgrades\ntea:1.2  3 issues',
      null,
      'Upgrade teapot to 1.0.4.',
      'Ask the lawyers.',
    ]);
    expect(observations[1]?.message).toContain('Introduced by the Dockerfile: RUN apt install teapot');
  });
});

describe('Snyk: tests of infrastructure that failed in part', () => {
  it.each([
    { ok: false, error: 'Failed to parse Terraform file', path: 'bad.tf' },
    { ok: false, error: { message: 'Failed to parse Terraform file' }, path: 'bad.tf' },
    { message: 'Failed to parse Terraform file', code: 2114, fields: { path: 'bad.tf' } },
  ])('reads the rest beside %j and closes nothing', async (failure) => {
    const { observations, summary } = await read([failure, iac([{ id: 'SNYK-CC-1', title: 'Lid', path: [] }])]);
    expect(observations).toHaveLength(1);
    expect(summary.reasons).toEqual(['Snyk could not test one project: Failed to parse Terraform file (bad.tf)']);
  });

  it('knows a failure whose error is an object', () => {
    expect(accepts({ ok: false, error: { message: 'no' }, path: '/shop' })).toBe(true);
    expect(accepts({ ok: false, error: { message: 'no' } })).toBe(false);
  });

  it('reads a project whose list of vulnerabilities is null beside its issues', async () => {
    expect((await read(iac([], { vulnerabilities: null }))).summary.scanner).toBe('snyk-iac');
  });

  it.each([
    [['[DocId: 0]', 'Resources[Pot]', 'Properties', 'Lid'], 'Resources.Pot', 'Resources[Pot].Properties.Lid'],
    [['[DocId: 0]', 'Resources', 'Pot', 'Properties', 'Lid'], 'Resources.Pot', 'Resources.Pot.Properties.Lid'],
    [['[DocId: 1]', 'spec', 'lid'], '[DocId: 1].spec.lid', '[DocId: 1].spec.lid'],
    [['[DocId: 0]', 'spec', 'lid'], 'spec.lid', 'spec.lid'],
  ])('names the resource of %j', async (path, resource, label) => {
    const { observations } = await read(iac([{ id: 'SNYK-CC-1', title: 'Lid', path }]));
    expect(observations[0]).toMatchObject({ subject: { resource }, locations: [{ label }] });
  });

  it('knows an issue by its other names too', async () => {
    const names = { id: 'npm:teapot:20170302', identifiers: { CVE: [], ALTERNATIVE: ['SNYK-JS-TEAPOT-1'] } };
    const { observations } = await read(project([vulnerability({ ...names, alternativeIds: ['SNYK-JS-TEAPOT-1'] })]));
    expect(observations[0]?.subject).toMatchObject({ advisories: ['npm:teapot:20170302', 'SNYK-JS-TEAPOT-1'] });
  });

  it('reads the newer engine: resource by its own step, references in one text, remediation by language', async () => {
    const issue = {
      publicId: 'SNYK-CC-1',
      title: 'Lid',
      path: ['resource', 'tea_pot', 'brown', 'lid'],
      references: ['See:\n* https://tea.example/lid\n* https://tea.example/pot'],
      remediation: { terraform: 'Set `lid`' },
    };
    const { observations } = await read(iac([issue]));
    expect(observations[0]).toMatchObject({
      subject: { resource: 'tea_pot.brown' },
      references: ['https://tea.example/lid', 'https://tea.example/pot'],
      remediation: 'Set `lid`',
    });
  });
});

describe('subjects of a Snyk report', () => {
  const project = (projectName: string, more: object = {}) => ({
    vulnerabilities: [
      { id: `SNYK-${projectName}`, packageName: 'teapot', version: '1', title: 'Tea', severity: 'low' },
    ],
    ok: false,
    dependencyCount: 3,
    packageManager: 'npm',
    projectName,
    ...more,
  });
  const parts = async (document: unknown) => {
    const found: string[] = [];
    const source = sourceFromBytes(JSON.stringify(document));
    const summary = await scanner.parse(source, {
      observation: ({ rule }, part = 0) => found.push(`${part}: ${rule.id}`),
      skipped: ({ reason }, part = 0) => found.push(`${part}: ${reason}`),
    });
    return { found, parts: summary.parts.map((each) => [each.scanner, each.subject, each.gaps.length]) };
  };

  it('are its projects and images, each with its own results; the code of infrastructure has none', async () => {
    const image = { docker: {}, path: 'acme/web:1', projectName: 'docker-image|acme/web' };
    const iac = { infrastructureAsCodeIssues: [{ title: 'no id' }], ok: false, projectName: 'infra' };
    expect(await parts([project('web'), project('api'), project('x', image), iac, project('web')])).toEqual({
      found: ['3: no id', '0: SNYK-web', '1: SNYK-api', '2: SNYK-x'],
      parts: [
        ['snyk', 'web', 0],
        ['snyk', 'api', 0],
        ['snyk-container', 'acme/web', 0],
        ['snyk-iac', null, 0],
      ],
    });
  });

  it('each say for themselves that nothing was tested, and all that a project failed', async () => {
    const failed = { ok: false, error: 'no lock file', path: '/x' };
    const { parts: listed } = await parts([
      project('web'),
      project('api', { vulnerabilities: [], dependencyCount: 0 }),
    ]);
    expect(listed.map(([, , gaps]) => gaps)).toEqual([0, 1]);
    const { parts: both } = await parts([project('web'), project('api'), failed]);
    expect(both.map(([, , gaps]) => gaps)).toEqual([1, 1]);
  });
});
