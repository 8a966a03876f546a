import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countMatching } from '#db/queries/findings-matches.ts';
import { gatherFindings, walkFindings } from '#db/queries/findings-read.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { type Harness, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { resolveFilter } from './finding-filter.ts';
import { getFindings } from './get-findings.ts';

let harness: Harness;

interface Vulnerability {
  id: string;
  name: string;
  type?: string;
  target?: string;
  title?: string;
  also?: string[];
  version?: string;
}

/** A Trivy report of a file system, or of an image. */
function trivyOf(vulnerabilities: readonly Vulnerability[], image?: string): string {
  return JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: image ?? '.',
    ArtifactType: image === undefined ? 'filesystem' : 'container_image',
    ...(image === undefined ? {} : { Metadata: { RepoTags: [image] } }),
    Results: vulnerabilities.map(
      ({ id, name, type = 'npm', target, title = 'a flaw', also = [], version = '1.0.0' }) => ({
        Target: target ?? `${type}.lock`,
        Class: 'lang-pkgs',
        Type: type,
        Vulnerabilities: [
          {
            VulnerabilityID: id,
            PkgName: name,
            InstalledVersion: version,
            Severity: 'HIGH',
            Title: title,
            VendorIDs: also,
          },
        ],
      }),
    ),
  });
}

/** SARIF of a tool that has one rule for everything: each result has a title of its own. */
function lintOf(messages: readonly string[]): string {
  const results = messages.map((text, index) => ({
    ruleId: 'E501',
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: `src/part-${index}.py` }, region: { startLine: 1 } } }],
  }));
  return JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'quacklint', rules: [] } }, results }] });
}

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const lint = [
    'Walrus is used after free',
    'Narwhal is used after free',
    'Open S3 bucket: no owner',
    'Weak hash in C#',
  ];
  await harness.deliver({ repo: 'acme/lint' }, lintOf(lint));
  tick(harness, 1);
  const source: Vulnerability[] = [
    { id: 'CVE-2026-1001', name: 'Zope.Interface', type: 'pip' },
    { id: 'CVE-2026-1002', name: 'Newtonsoft.Json', type: 'nuget', version: '13.0.1' },
    { id: 'CVE-2026-1003', name: '@acme/Pad', also: ['GHSA-2c38-3f4g-5h6j', 'RHSA-2026:77'] },
    { id: 'CVE-2026-1004', name: 'org.acme:thing', type: 'pom', target: 'xy' },
    { id: 'CVE-2026-1005', name: 'foo-js', version: '4.17.20' },
  ];
  await harness.deliver({ repo: 'acme/source' }, trivyOf(source));
  await harness.deliver(
    { repo: 'acme/short' },
    trivyOf([{ id: 'CVE-2026-1900', name: 'ws', version: '8.1.0' }], 'ab:1'),
  );
  tick(harness, 1);
  for (const image of ['ghcr.io/acme/walker:1', 'ghcr.io/acme/runner:1']) {
    const twice = ['usr/bin/tool-a', 'usr/bin/tool-b'].map((target) => ({
      id: 'CVE-2026-2001',
      name: 'stdlib',
      type: 'gobinary',
      target,
    }));
    await harness.deliver({ repo: 'acme/images', label: image }, trivyOf(twice, image));
    tick(harness, 1);
  }
});
afterAll(() => harness.close());

async function found(params: Record<string, unknown>): Promise<string[]> {
  const { items, total } = await getFindings(harness.ctx, findingListParams.parse(params));
  expect(total).toEqual({ value: items.length, relation: 'exact' });
  return items.map((item) => item.ref).sort();
}

describe('a text finds', () => {
  it.each([
    ['walrus', ['acme/lint#1']],
    ['NARWHAL', ['acme/lint#2']],
    ['after free', ['acme/lint#1', 'acme/lint#2']],
    ['free after', ['acme/lint#1', 'acme/lint#2']],
    ['free narwhal', ['acme/lint#2']],
    ['walrus narwhal', []],
    ['S3', ['acme/lint#3']],
    ['s3 no', ['acme/lint#3']],
    ['c#', ['acme/lint#4']],
    ['is', ['acme/lint#1', 'acme/lint#2']],
    ['re', []],
    ['E501', ['acme/lint#1', 'acme/lint#2', 'acme/lint#3', 'acme/lint#4']],
    ['part-1.py', ['acme/lint#2']],
  ])('what has every word of it in its own title, or its rule or path: %j', async (q, refs) => {
    expect(await found({ q })).toEqual(refs);
  });

  it.each([
    ['CVE-2026-1003', ['acme/source#3']],
    ['cve-2026-1003', ['acme/source#3']],
    ['GHSA-2c38-3f4g-5h6j', ['acme/source#3']],
    ['ghsa-2C38-3f4g-5h6j', ['acme/source#3']],
    ['rhsa-2026:77', ['acme/source#3']],
    ['GHSA-2c38-3f4g-5h6k', []],
  ])('an advisory by any of its names, in any letter case: %j', async (name, refs) => {
    expect(await found({ q: name })).toEqual(refs);
    expect(await found({ cve: name })).toEqual(refs);
    // Few findings are compared one by one, many are looked up: both agree.
    expect(await found({ q: name, repo: 'acme/source' })).toEqual(refs);
  });

  it.each([
    ['zope_interface', ['acme/source#1']],
    ['Zope.Interface', ['acme/source#1']],
    ['newtonsoft.json', ['acme/source#2']],
    ['@Acme/pad', ['acme/source#3']],
    ['pkg:npm/%40acme/pad@1.0.0', ['acme/source#3']],
    ['org.acme/thing', ['acme/source#4']],
    ['pkg:maven/org.acme/thing', ['acme/source#4']],
  ])('a package in any spelling that names it: %j', async (name, refs) => {
    expect(await found({ package: name })).toEqual(refs);
    expect(await found({ q: name })).toEqual(refs);
  });

  it.each([
    ['foo.js', []],
    ['pkg:pypi/foo-js', []],
    ['foo', []],
  ])('no package that the registry takes for another one: %j', async (name, refs) => {
    expect(await found({ package: name })).toEqual(refs);
  });

  it.each([
    ['foo-js@4.17.20', ['acme/source#5']],
    ['foo-js@4', ['acme/source#5']],
    ['foo-js@5', []],
    ['@acme/pad@1.0', ['acme/source#3']],
  ])('a package with its version, as lists show it: %j', async (q, refs) => {
    expect(await found({ q })).toEqual(refs);
  });

  it.each([
    ['usr/bin/tool-a', ['acme/images#1', 'acme/images#2']],
    ['/usr/bin/tool-a', ['acme/images#1', 'acme/images#2']],
    ['./usr\\bin', ['acme/images#1', 'acme/images#2']],
    ['bin/tool-b', ['acme/images#1', 'acme/images#2']],
    ['acme/walker', ['acme/images#1']],
    ['runner', ['acme/images#2']],
    ['usr/bin/tool-c', []],
  ])('a path in an image, and the image: %j', async (text, refs) => {
    expect(await found({ q: text })).toEqual(refs);
    expect(await found({ path: text })).toEqual(refs);
  });

  it('a reference, whatever the state, and a number where repositories are chosen', async () => {
    await harness.deliver({ repo: 'acme/lint' }, lintOf(['Walrus is used after free']));
    expect(await found({ q: 'acme/lint#2' })).toEqual(['acme/lint#2']);
    expect(await found({ q: 'ACME/lint#2' })).toEqual(['acme/lint#2']);
    expect(await found({ q: '#2', repo: 'acme/lint' })).toEqual(['acme/lint#2']);
    expect(await found({ q: '#2', repo: 'acme/lint,acme/source' })).toEqual(['acme/lint#2', 'acme/source#2']);
    expect(await found({ q: '#2' })).toEqual([]);
    expect(await found({ q: 'acme/lint#2', state: 'branch,open' })).toEqual([]);
    expect(await found({ q: 'https://plumbline.test/repositories/acme/lint/findings/2' })).toEqual(['acme/lint#2']);
    expect(await found({ q: 'acme/none#2' })).toEqual([]);
    expect(await found({ q: 'lint#2' })).toEqual(['acme/lint#2']);
    expect(await found({ q: 'Lint#2' })).toEqual(['acme/lint#2']);
    expect(await found({ q: 'int#2' })).toEqual([]);
    expect(await found({ q: 'acme#2' })).toEqual([]);
    expect(await found({ q: '%zz#2' })).toEqual([]);
  });
});

/** What a filter finds: looked at one by one, looked up by index, walked. */
async function bothWays(params: Record<string, unknown>): Promise<string[][]> {
  const { readSql: sql, readScope: scope } = harness.ctx;
  const { filter } = await resolveFilter(harness.ctx, findingListParams.parse(params));
  const page = { sort: '-risk', after: null, limit: 100 } as const;
  const ways = [true, false].map(async (narrow) => {
    const { rows, matches } = await gatherFindings(sql, scope, filter, { ...page, narrow });
    expect(matches).toBe(rows.length);
    expect(await countMatching(sql, scope, filter, { narrow, limit: 100 })).toBe(rows.length);
    return rows.map(({ fullName, number }) => `${fullName}#${number}`);
  });
  return Promise.all([
    ...ways,
    walkFindings(sql, scope, filter, page).then((rows) => rows.map(({ fullName, number }) => `${fullName}#${number}`)),
  ]);
}

describe('many findings', () => {
  const TEXTS = [
    ...['walrus', 'after free', 'is', 's3 no', 'E501', 'part-1.py', 'py', 'a', 'flaw', 'cve-2026', 'CVE-2026-2001'],
    ...[
      'GHSA-2c38-3f4g-5h6j',
      'tool-a',
      'acme/walker',
      'zope',
      'foo-js@4.17',
      'foo-js@4.18',
      'pkg:npm/foo-js',
      'thing',
    ],
    ...['acme/lint#2', 'lint#1', 'npm.lock', 'ws@8', 'ws@9', 'xy', 'ab', 'walker tool-b'],
  ];
  const FILTERS = [
    {},
    { repo: 'acme/lint,acme/images' },
    { severity: 'medium' },
    { category: 'container' },
    { scanner: 'trivy' },
    { state: 'fixed,suppressed' },
    { rule: 'E501' },
    { package: 'foo-js' },
    { path: 'usr/bin' },
    { pipeline: 'other' },
    { opened_since: '2030-01-01' },
    { cve: 'CVE-2026-2001' },
    { cve: 'CVE-2026-2001', state: 'fixed' },
  ];

  it.each(FILTERS)('are the same looked up as few are one by one, with every text: %j', async (filter) => {
    for (const q of [undefined, ...TEXTS]) {
      const [few, many, walked] = await bothWays({ ...filter, ...(q === undefined ? {} : { q }) });
      expect(many, q).toEqual(few);
      expect(walked, q).toEqual(few);
    }
  });
});

describe('a row', () => {
  it('says which image it is of', async () => {
    const { items } = await getFindings(harness.ctx, findingListParams.parse({ repo: 'acme/images' }));
    expect(items.map((item) => item.image).sort()).toEqual(['ghcr.io/acme/runner', 'ghcr.io/acme/walker']);
    const source = await getFindings(harness.ctx, findingListParams.parse({ repo: 'acme/source' }));
    expect(new Set(source.items.map((item) => item.image))).toEqual(new Set([null]));
  });
});

it('a finding whose words change is found by the new ones', async () => {
  const repo = 'acme/changing';
  const first = { id: 'CVE-2026-3001', name: 'shift', title: 'an ocelot' };
  await harness.deliver({ repo }, trivyOf([first]));
  tick(harness, 1);
  await harness.deliver({ repo }, trivyOf([{ ...first, title: 'a puma', also: ['GHSA-9999-3f4g-5h6j'] }]));
  expect([
    await found({ q: 'ocelot' }),
    await found({ q: 'puma' }),
    await found({ cve: 'ghsa-9999-3f4g-5h6j' }),
  ]).toEqual([[], ['acme/changing#1'], ['acme/changing#1']]);
});

describe('an advisory that other reports know by other names', () => {
  const ghsa = 'GHSA-7777-3f4g-5h6j';
  const cve = 'CVE-2026-4001';

  it('is found by them in every repository', async () => {
    await harness.deliver({ repo: 'acme/learned' }, trivyOf([{ id: cve, name: 'pad' }]));
    expect(await found({ cve: ghsa })).toEqual([]);
    await harness.deliver({ repo: 'acme/teacher' }, trivyOf([{ id: cve, name: 'other', also: [ghsa] }]));
    const both = ['acme/learned#1', 'acme/teacher#1'];
    expect(await found({ cve: ghsa.toLowerCase() })).toEqual(both);
    expect(await found({ q: ghsa })).toEqual(both);
    expect(await found({ q: ghsa, repo: 'acme/learned' })).toEqual(['acme/learned#1']);
  });

  it('is one finding by the reference of the number that leads to it', async () => {
    const repo = 'acme/joined';
    const one: Vulnerability = { id: 'GHSA-8888-3f4g-5h6j', name: 'pad' };
    const two: Vulnerability = { id: 'CVE-2026-4002', name: 'pad' };
    await harness.deliver({ repo, label: 'a' }, trivyOf([one]));
    await harness.deliver({ repo, label: 'b' }, trivyOf([two]));
    expect(await found({ repo })).toEqual(['acme/joined#1', 'acme/joined#2']);
    await harness.deliver({ repo, label: 'c' }, trivyOf([{ ...two, also: [one.id] }]));
    expect(await found({ repo })).toEqual(['acme/joined#1']);
    expect(await found({ q: 'acme/joined#2' })).toEqual(['acme/joined#1']);
    expect(await found({ q: '#2', repo: 'acme/joined,acme/source' })).toEqual(['acme/joined#1', 'acme/source#2']);
  });
});
