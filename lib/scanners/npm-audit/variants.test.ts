import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { cvssOf } from './advisory.ts';
import { scanner } from './scanner.ts';

const sourceOf = (...lines: unknown[]) => sourceFromBytes(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
const read = async (...lines: unknown[]) => {
  expect(scanner.accepts(await outlineOf(sourceOf(...lines)))).toBe(true);
  return collect(scanner, sourceOf(...lines));
};

const entry = (more: object = {}) => ({
  id: 1500,
  module_name: 'teapot',
  title: 'Lid opens',
  severity: 'moderate',
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  findings: [{ version: '1.0.0', paths: ['tray>teapot', 'teapot'] }],
  vulnerable_versions: '<1.0.4',
  patched_versions: '>=1.0.4',
  cves: ['CVE-2030-1'],
  ...more,
});
const summary = { type: 'auditSummary', data: { vulnerabilities: { moderate: 1 }, totalDependencies: 9 } };

describe('yarn audit', () => {
  const advisory = (path: string) => ({
    type: 'auditAdvisory',
    data: { resolution: { id: 1500, path }, advisory: entry() },
  });

  it('reads an advisory once, whatever the number of its paths', async () => {
    const action = { action: 'update', module: 'teapot', target: '1.0.4', resolves: [{ id: 1500, path: 'teapot' }] };
    const {
      observations,
      skipped,
      summary: about,
    } = await read(
      { type: 'info', data: 'Auditing' },
      { type: 'auditAction', data: { cmd: 'yarn upgrade teapot', isBreaking: false, action } },
      advisory('tray>teapot'),
      advisory('teapot'),
      summary,
    );
    expect(observations).toMatchObject([
      {
        title: 'Lid opens in teapot',
        severity: 'medium',
        remediation: 'Update teapot to 1.0.4.',
        subject: {
          package: { ecosystem: 'npm', name: 'teapot', version: '1.0.0' },
          advisories: ['GHSA-aaaa-bbbb-cccc', 'CVE-2030-1', 'npm:1500'],
          direct: true,
          manifest: 'yarn.lock',
        },
        position: 'line 3',
      },
    ]);
    expect([skipped, about.reasons]).toEqual([[], []]);
  });

  it('takes a summary alone for a clean audit', async () => {
    const { observations, summary: about } = await read(summary);
    expect([observations, about.reasons, about.categories]).toEqual([[], [], ['dependency']]);
  });

  it('closes nothing without the summary', async () => {
    expect((await read(advisory('teapot'), { type: 'info', data: 'x' })).summary.reasons).toHaveLength(1);
  });

  it('skips a line that holds no advisory', async () => {
    const { skipped } = await read({ type: 'auditAdvisory', data: { advisory: null } }, [], summary);
    expect(skipped.map(({ position }) => position)).toEqual(['line 1', 'line 2']);
  });
});

describe('yarn npm audit', () => {
  const clean = { type: 'info', name: 1, displayName: 'YN0001', indent: '', data: 'No audit suggestions' };

  it('reads the answer of the registry, alone or with a word behind it', async () => {
    const answer = { actions: [], advisories: { 1500: entry() }, muted: [], metadata: {} };
    expect((await read(answer)).observations).toHaveLength(1);
    const { observations, summary: about } = await read({ ...answer, advisories: {} }, clean);
    expect([observations, about.reasons]).toEqual([[], []]);
  });

  it('reads one package per line', async () => {
    const children = {
      ID: 1108263,
      Issue: 'Lid opens',
      URL: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
      Severity: 'critical',
      'Vulnerable Versions': '<1.0.4',
      'Tree Versions': ['1.0.0'],
      Dependents: ['shop@workspace:.'],
    };
    const { observations, summary: about } = await read({ value: '@tea/pot', children }, { value: 'lid', children });
    expect(observations.map(({ subject }) => subject)).toMatchObject([
      {
        package: { name: '@tea/pot', version: '1.0.0' },
        advisories: ['GHSA-aaaa-bbbb-cccc', 'npm:1108263'],
        fixedVersions: ['1.0.4'],
        direct: true,
      },
      { package: { name: 'lid' } },
    ]);
    expect(about.reasons).toEqual([]);
    expect((await read({ value: 'lid', children })).observations).toHaveLength(1);
  });

  it('takes its word for a clean audit, and passes on why it failed', async () => {
    expect((await read(clean)).observations).toEqual([]);
    const failed = { type: 'error', name: 35, displayName: 'YN0035', indent: '', data: 'The remote server failed' };
    await expect(read(failed)).rejects.toThrow('not a report of yarn audit: The remote server failed');
  });
});

describe('other writers of npm reports', () => {
  it('knows the workspaces of pnpm', async () => {
    const of = async (...paths: string[]) => {
      const advisories = { 1: entry({ findings: [{ version: '1.0.0', paths }] }) };
      const subject = (await read({ actions: [], advisories, muted: [], metadata: {} })).observations[0]?.subject;
      return subject?.category === 'dependency' ? [subject.manifest, subject.direct] : null;
    };
    expect(await of('apps__web>teapot')).toEqual(['pnpm-lock.yaml', true]);
    expect(await of('apps__web>tray>teapot')).toEqual(['pnpm-lock.yaml', false]);
    expect(await of('tray>teapot')).toEqual(['package-lock.json', false]);
  });

  it.each([
    [
      { error: { code: 'ERR_PNPM_AUDIT_NO_LOCKFILE', message: 'No lockfile' } },
      'ERR_PNPM_AUDIT_NO_LOCKFILE: No lockfile',
    ],
    [
      {
        message: 'request failed',
        method: 'POST',
        uri: 'https://r.example/',
        headers: {},
        statusCode: 503,
        body: null,
      },
      'request failed',
    ],
  ])('passes on %j', async (document, words) => {
    await expect(read(document)).rejects.toThrow(`npm audit failed: ${words}`);
  });

  it('reads the first form of version 2, which names things as version 1 did', async () => {
    const via = [
      {
        id: 755,
        title: 'Lid opens',
        severity: 'high',
        url: 'https://npmjs.com/advisories/755',
        vulnerable_versions: '<2.0.0',
      },
    ];
    const { observations } = await read({
      auditReportVersion: 2,
      vulnerabilities: { teapot: { name: 'teapot', via } },
      metadata: {},
    });
    expect(observations[0]?.subject).toMatchObject({ advisories: ['npm:755'], fixedVersions: ['2.0.0'] });
  });

  it.each([
    { type: 'error', data: 'x' },
    { type: 'result', data: {} },
    { value: 'x', children: {} },
    { type: 'info', data: 'x' },
  ])('does not claim a single %j', (value) => {
    expect(scanner.accepts({ kind: 'json', value })).toBe(false);
  });

  it.each([{ type: 'error', data: 'x' }, { type: 'result' }, { level: 'info', msg: 'x' }, {}, null])(
    'does not claim lines that begin with %j',
    (value) => {
      expect(scanner.accepts({ kind: 'jsonl', value })).toBe(false);
    },
  );
});

describe('the score of an advisory', () => {
  const vectorString = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';

  it.each([
    [{ score: 7.5, vectorString }, 7.5],
    [{ score: 0, vectorString }, 9.3],
    [{ score: 0, vectorString: null }, null],
    [{ score: 11, vectorString: 'CVSS:4.0/AV:N' }, null],
    [undefined, null],
  ])('of %j is %s', (given, score) => {
    expect(cvssOf(given)).toBe(score);
  });
});
