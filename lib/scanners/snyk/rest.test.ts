import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { scanner } from './scanner.ts';

const accepts = (value: unknown) => scanner.accepts({ kind: 'json', value });
const read = (document: unknown) => collect(scanner, sourceFromBytes(JSON.stringify(document)));

const issue = (attributes: object) => ({
  id: '4a18d42f-0706-4ad0-b127-24078731fbed',
  type: 'issue',
  attributes: {
    key: 'SNYK-JS-TEAPOT-1',
    title: 'Lid opens',
    type: 'package_vulnerability',
    status: 'open',
    ignored: false,
    effective_severity_level: 'high',
    classes: [{ id: 'CWE-79', source: 'CWE', type: 'weakness' }],
    problems: [
      { id: 'SNYK-JS-TEAPOT-1', source: 'SNYK', type: 'vulnerability', url: 'https://security.snyk.io/vuln/x' },
      { id: 'CVE-2030-1', source: 'NVD', type: 'vulnerability' },
    ],
    coordinates: [{ representations: [{ dependency: { package_name: 'teapot', package_version: '1.0.0' } }] }],
    ...attributes,
  },
});
const page = (data: unknown[], links: object = {}) => ({ jsonapi: { version: '1.0' }, data, links });

describe('issues of the REST API', () => {
  it('are read with package, advisories and severity', async () => {
    const document = page([issue({})]);
    expect(accepts(document)).toBe(true);
    const { observations, summary } = await read(document);
    expect(observations).toMatchObject([
      {
        subject: {
          category: 'dependency',
          package: { ecosystem: 'npm', name: 'teapot', version: '1.0.0' },
          advisories: ['SNYK-JS-TEAPOT-1', 'CVE-2030-1'],
        },
        severity: 'high',
        cwes: [79],
        title: 'Lid opens in teapot',
        suppression: null,
      },
    ]);
    expect(summary).toMatchObject({ scanner: 'snyk-rest', categories: ['dependency'], reasons: [] });
  });

  it('leave out what is resolved, and show what is ignored as suppressed', async () => {
    const { observations } = await read(page([issue({ status: 'resolved' }), issue({ ignored: true })]));
    expect(observations.map(({ suppression }) => suppression?.kind)).toEqual(['external']);
  });

  it('are of code, infrastructure, licenses and images as well', async () => {
    const region = { start: { line: 3, column: 5 }, end: { line: 4, column: 1 } };
    const code = {
      type: 'code',
      problems: [{ id: 'javascript/sqli', source: 'SNYK' }],
      coordinates: [{ representations: [{ sourceLocation: { file: 'src/a.ts', region } }] }],
    };
    const cloud = {
      type: 'config',
      problems: [{ id: 'SNYK-CC-TF-1', source: 'SNYK' }],
      coordinates: [{ representations: [{ resourcePath: 'aws_s3_bucket.logs' }] }],
    };
    const license = { type: 'license', problems: [{ id: 'snyk:lic:npm:teapot:GPL-3.0', source: 'SNYK' }] };
    const system = { problems: [{ id: 'SNYK-DEBIAN12-LIBSTEAM-1', source: 'SNYK' }] };
    const { observations } = await read(page([code, cloud, license, system].map(issue)));
    expect(observations.map(({ subject, locations }) => [subject, locations[0]?.path ?? null])).toMatchObject([
      [{ category: 'sast' }, 'src/a.ts'],
      [{ category: 'iac', resource: 'aws_s3_bucket.logs' }, null],
      [{ category: 'license', license: 'GPL-3.0' }, null],
      [{ category: 'container', package: { ecosystem: 'deb' } }, null],
    ]);
    expect(observations[0]?.locations[0]).toMatchObject({ startLine: 3, endLine: 4, startColumn: 5 });
  });

  it('close nothing while there are more pages, and are read from a list of pages', async () => {
    const next = { next: '/orgs/1/issues?starting_after=x' };
    expect((await read(page([issue({})], next))).summary.reasons).toHaveLength(1);
    const both = await read([page([issue({})], next), page([issue({ key: 'b' })])]);
    expect(both.observations).toHaveLength(2);
    expect(both.summary.reasons).toEqual([]);
    expect(accepts(page([]))).toBe(true);
  });

  it('are skipped where they name no package, and say what they stand for', async () => {
    const { observations, skipped } = await read(page([issue({}), issue({ coordinates: [] }), null]));
    expect(observations).toHaveLength(1);
    expect(skipped.map(({ standsFor }) => standsFor)).toEqual([{ advisory: 'SNYK-JS-TEAPOT-1' }, {}]);
  });

  it.each([{ data: [] }, { data: [{ type: 'issue' }] }, { data: [{ type: 'project', attributes: {} }], links: {} }])(
    'are not seen in %j',
    (value) => {
      expect(accepts(value)).toBe(false);
    },
  );
});
