import { describe, expect, it } from 'vitest';
import { collect, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { cwesOf, endsOfRange, startsOfRange } from './advisory.ts';
import { scanner } from './scanner.ts';

goldenTest(scanner);

const read = (document: unknown) => collect(scanner, sourceFromBytes(JSON.stringify(document)));

const advisory = (source: number, ghsa: string, range: string) => ({
  source,
  name: 'teapot',
  title: 'Lid opens',
  url: `https://github.com/advisories/${ghsa}`,
  severity: 'high',
  range,
});

const version7 = (vulnerabilities: object, total = Object.keys(vulnerabilities).length) => ({
  auditReportVersion: 2,
  vulnerabilities,
  metadata: { vulnerabilities: { total } },
});

describe('npm audit', () => {
  it('counts distinct pairs of package and advisory: no chains, and an advisory with two ranges once', async () => {
    const { observations } = await read(
      version7({
        teapot: {
          name: 'teapot',
          via: [
            advisory(1, 'GHSA-aaaa-bbbb-cccc', '<1.0.4'),
            advisory(2, 'GHSA-aaaa-bbbb-cccc', '>=2.0.0 <2.1.0'),
            advisory(3, 'GHSA-dddd-eeee-ffff', '*'),
          ],
        },
        tray: { name: 'tray', via: ['teapot'] },
      }),
    );
    expect(observations.map(({ rule }) => rule.id)).toEqual(['GHSA-aaaa-bbbb-cccc', 'GHSA-dddd-eeee-ffff']);
    expect(observations[0]?.subject).toMatchObject({ fixedVersions: ['1.0.4', '2.1.0'] });
  });

  it('says so when a package has no advisory and nothing in the report explains it', async () => {
    const { skipped } = await read(version7({ tray: { name: 'tray', via: ['gone'] } }));
    expect(skipped).toMatchObject([
      { position: 'vulnerabilities.tray', reason: expect.stringContaining('no advisory') },
    ]);
  });

  it('passes on what npm says when it could not audit', async () => {
    const failure = { error: { code: 'ENOLOCK', summary: 'This command requires an existing lockfile.', detail: '' } };
    await expect(read(failure)).rejects.toThrow(
      'npm audit failed: ENOLOCK: This command requires an existing lockfile.',
    );
  });

  it('closes nothing with a report that holds fewer packages than it counts', async () => {
    const { summary } = await read(version7({}, 4));
    expect(summary.reasons).toEqual(['The report counts 4 vulnerable packages but holds 0.']);
  });

  it('tells a direct dependency from a transitive one in both spellings of paths', async () => {
    const entry = (paths: string[]) => ({ module_name: 'x', id: 1, findings: [{ version: '1.0.0', paths }] });
    const direct = async (paths: string[]) => {
      const { observations } = await read({ advisories: { 1: entry(paths) }, actions: [] });
      const subject = observations[0]?.subject;
      return subject?.category === 'dependency' ? [subject.direct, subject.manifest] : null;
    };
    expect(await direct(['a>x', 'x'])).toEqual([true, 'package-lock.json']);
    expect(await direct(['.>x'])).toEqual([true, 'pnpm-lock.yaml']);
    expect(await direct(['a>x'])).toEqual([false, 'package-lock.json']);
  });

  it.each([
    { value: { error: 'nope' } },
    { value: { advisories: [] } },
    { value: { vulnerabilities: {}, metadata: {} } },
    { value: [] },
  ])('does not claim $value', ({ value }) => {
    expect(scanner.accepts({ kind: 'json', value })).toBe(false);
  });
});

describe('ranges', () => {
  it('takes the excluded ends of what is affected as fixes, lowest first', () => {
    expect(endsOfRange('>=4.0.0 <4.3.1 || <2.6.9 || <=5.28.2')).toEqual(['2.6.9', '4.3.1']);
    expect(endsOfRange('*')).toEqual([]);
  });

  it('takes the starts of what is patched as fixes', () => {
    expect(startsOfRange('>= 1.4.1 < 2.0.0 || >= 2.0.3')).toEqual(['1.4.1', '2.0.3']);
    expect(startsOfRange('<0.0.0')).toEqual([]);
  });

  it('ignores the CWE that npm writes for none', () => {
    expect(cwesOf(['CWE-', 'CWE-400', 79])).toEqual([400, 79]);
  });
});
