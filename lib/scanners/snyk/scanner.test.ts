import { describe, expect, it } from 'vitest';
import { collect, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { scanner } from './scanner.ts';

goldenTest(scanner);

const read = (document: unknown) => collect(scanner, sourceFromBytes(JSON.stringify(document)));

const vulnerability = (fields: object) => ({
  id: 'SNYK-JS-TEAPOT-100',
  title: 'Lid opens',
  severity: 'high',
  identifiers: { CVE: ['CVE-2099-1111'], CWE: ['CWE-20'] },
  packageName: 'teapot',
  version: '1.0.0',
  from: ['shop@1.0.0', 'teapot@1.0.0'],
  ...fields,
});

const project = (vulnerabilities: unknown[], more: object = {}) => ({
  vulnerabilities,
  ok: false,
  dependencyCount: 3,
  packageManager: 'npm',
  displayTargetFile: 'package-lock.json',
  ...more,
});

describe('snyk', () => {
  it('counts an issue once per package, version and target, with all paths to it', async () => {
    const { observations } = await read([
      project([
        vulnerability({ from: ['shop@1.0.0', 'tray@1.0.0', 'teapot@1.0.0'] }),
        vulnerability({}),
        vulnerability({ version: '2.0.0' }),
      ]),
      project([vulnerability({})], { displayTargetFile: 'web\\package-lock.json' }),
    ]);
    expect(observations).toHaveLength(3);
    expect(observations[0]?.message).toContain('Dependency paths (2):\nshop@1.0.0 > tray@1.0.0 > teapot@1.0.0\n');
    expect(observations[0]?.subject).toMatchObject({ direct: true });
    expect(observations[2]?.subject).toMatchObject({ manifest: 'web/package-lock.json' });
  });

  it('takes the critical that older versions write beside a high', async () => {
    const { observations } = await read(project([vulnerability({ severityWithCritical: 'critical' })]));
    expect(observations[0]).toMatchObject({ severity: 'critical', severityReported: 'critical' });
  });

  it('names what to upgrade: the direct dependency, not the one inside it', async () => {
    const { observations } = await read(
      project([
        vulnerability({
          from: ['shop@1.0.0', 'tray@1.0.0', 'teapot@1.0.0'],
          upgradePath: [false, 'tray@1.2.0', 'teapot@1.0.4'],
          fixedIn: ['1.0.4'],
        }),
      ]),
    );
    expect(observations[0]?.remediation).toBe('Upgrade tray@1.0.0 to tray@1.2.0.');
    expect(observations[0]?.subject).toMatchObject({ fixedVersions: ['1.0.4'], direct: false });
  });

  it('shows what a policy ignores as suppressed, with its reason', async () => {
    const ignored = vulnerability({ filtered: { ignored: [{ reason: 'not reachable' }] } });
    const { observations } = await read(project([], { filtered: { ignore: [ignored], patch: [] } }));
    expect(observations[0]?.suppression).toEqual({ kind: 'external', justification: 'not reachable' });
  });

  it('refuses the report of a failed test with the reason given in it', async () => {
    await expect(read({ ok: false, error: 'no token', path: '/shop' })).rejects.toThrow(
      'Snyk failed: no token (/shop)',
    );
  });

  it('reads the rest when one of several projects failed, and closes nothing', async () => {
    const { summary, observations } = await read([project([vulnerability({})]), { ok: false, error: 'no', path: 'x' }]);
    expect(observations).toHaveLength(1);
    expect(summary.reasons).toEqual(['Snyk could not test one project: no (x)']);
  });

  it('keeps its three kinds of tests apart as streams', async () => {
    const names = await Promise.all(
      [
        project([]),
        project([], { docker: {}, path: 'nginx:1' }),
        { vulnerabilities: [], infrastructureAsCodeIssues: [], ok: true },
      ].map(async (document) => (await read(document)).summary.scanner),
    );
    expect(names).toEqual(['snyk', 'snyk-container', 'snyk-iac']);
  });

  it('is recognised in a list whose first project fills all that is looked at', async () => {
    const many = Array.from({ length: 3000 }, () => vulnerability({ upgradePath: [], description: 'x'.repeat(500) }));
    const outline = await outlineOf(sourceFromBytes(JSON.stringify([project(many), project([])])));
    expect(scanner.accepts(outline)).toBe(true);
  });

  it.each([
    { value: { vulnerabilities: [], ok: true } },
    { value: { vulnerabilities: {}, metadata: {}, auditReportVersion: 2 } },
    { value: { ok: false } },
    { value: { version: '15.0.0', vulnerabilities: [], scan: {} } },
    { value: [] },
  ])('does not claim $value', ({ value }) => {
    expect(scanner.accepts({ kind: 'json', value })).toBe(false);
  });
});
