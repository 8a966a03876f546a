import { describe, expect, it } from 'vitest';
import { collect, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { scanner } from './scanner.ts';

goldenTest(scanner);

const read = (document: unknown) => collect(scanner, sourceFromBytes(JSON.stringify(document)));

const issue = (fields: object) => ({
  key: 'A1',
  rule: 'python:S3649',
  severity: 'MAJOR',
  component: 'shop:web/app.py',
  project: 'shop',
  line: 20,
  hash: '0f1e2d3c',
  message: 'Change this code.',
  type: 'VULNERABILITY',
  status: 'OPEN',
  ...fields,
});

const page = (issues: unknown[], index = 1, total = issues.length) => ({
  paging: { pageIndex: index, pageSize: 500, total },
  issues,
  components: [],
});

const one = async (fields: object) => (await read(page([issue(fields)]))).observations[0];

describe('sonarqube', () => {
  it.each([
    [{ type: 'VULNERABILITY' }, 'sast', 'medium'],
    [{ type: 'BUG', severity: 'BLOCKER' }, 'quality', 'critical'],
    [{ type: 'CODE_SMELL', severity: 'CRITICAL' }, 'quality', 'high'],
    [
      { type: 'CODE_SMELL', severity: 'MINOR', impacts: [{ softwareQuality: 'SECURITY', severity: 'HIGH' }] },
      'sast',
      'high',
    ],
    [
      { type: null, severity: null, impacts: [{ softwareQuality: 'SECURITY', severity: 'BLOCKER' }] },
      'sast',
      'critical',
    ],
    [{ type: null, severity: null, impacts: [{ softwareQuality: 'RELIABILITY', severity: 'LOW' }] }, 'quality', 'low'],
    [{ type: null, severity: null, impacts: { MAINTAINABILITY: 'LOW', SECURITY: 'HIGH' } }, 'sast', 'high'],
    [{ type: null, severity: null, impacts: { MAINTAINABILITY: 'LOW' } }, 'quality', 'low'],
  ])('only what touches security counts as such: %j', async (fields, category, severity) => {
    expect(await one(fields)).toMatchObject({ subject: { category }, severity });
  });

  it.each([
    [{ status: 'RESOLVED', resolution: 'FALSE-POSITIVE' }],
    [{ status: 'RESOLVED', resolution: 'WONTFIX' }],
    [{ issueStatus: 'ACCEPTED' }],
    [{ issueStatus: 'FALSE_POSITIVE' }],
    [{ status: null, simpleStatus: 'ACCEPTED' }],
  ])('shows what was decided there as suppressed there: %j', async (fields) => {
    expect((await one(fields))?.suppression?.kind).toBe('external');
  });

  it.each([
    [{ status: 'CLOSED', resolution: 'FIXED' }],
    [{ status: 'CLOSED', resolution: 'REMOVED' }],
    [{ status: 'CLOSED' }],
    [{ issueStatus: 'FIXED' }],
  ])('leaves out what is fixed: %j', async (fields) => {
    expect(await one(fields)).toBeUndefined();
  });

  it.each(['OPEN', 'CONFIRMED', 'REOPENED'])('keeps %s open', async (status) => {
    expect((await one({ status, issueStatus: status }))?.suppression).toBeNull();
  });

  it('keeps the hash of the line as a fingerprint', async () => {
    expect((await one({}))?.trusted).toEqual({ value: '0f1e2d3c', pathFree: true });
  });

  it.each([
    ['shop:web/app.py', 'shop', 'web/app.py'],
    ['group:shop:web/app.py', 'group:shop', 'web/app.py'],
    ['group:shop:module:web/app.py', null, 'web/app.py'],
    ['shop', 'shop', null],
    ['shop:web/app.py:BRANCH:next', 'shop', 'web/app.py'],
    ['group:shop:web/app.py:PULL_REQUEST:7', null, 'web/app.py'],
  ])('takes the path out of the component %s of the project %s', async (component, project, path) => {
    expect((await one({ component, project }))?.locations[0]?.path).toBe(path);
  });

  it('says that an export is cut off, over all its pages', async () => {
    const whole = await read([page([issue({})], 1, 2), page([issue({ key: 'A2', line: 3 })], 2, 2)]);
    expect(whole.summary.reasons).toEqual([]);
    const cut = await read(page([issue({})], 1, 20_000));
    expect(cut.summary.reasons).toEqual([expect.stringContaining('has 20000 issues but the report holds 1')]);
    const headless = await read(page([issue({})], 2, 501));
    expect(headless.summary.reasons).toHaveLength(1);
  });

  it('counts an issue that is on two pages once', async () => {
    const { observations } = await read([page([issue({})], 1, 1), page([issue({})], 2, 1)]);
    expect(observations).toHaveLength(1);
  });

  it('keeps exports of hotspots alone apart from exports of issues', async () => {
    const hotspots = { paging: { pageIndex: 1, total: 0 }, hotspots: [], components: [] };
    expect((await read(hotspots)).summary.scanner).toBe('sonarqube-hotspots');
    expect((await read([hotspots, page([])])).summary.scanner).toBe('sonarqube');
  });

  const hotspot = (fields: object) => ({
    key: 'H1',
    component: { key: 'shop:web/app.py', qualifier: 'FIL', path: 'web/app.py' },
    project: { key: 'shop', qualifier: 'TRK' },
    rule: {
      key: 'python:S2245',
      name: 'Using pseudorandom number generators',
      securityCategory: 'weak-cryptography',
      vulnerabilityProbability: 'MEDIUM',
      fixRecommendations: '<h2>Do</h2><p>Use <code>secrets</code>.</p>',
    },
    status: 'TO_REVIEW',
    line: 7,
    hash: 'abc',
    message: 'Make sure that this is safe.',
    ...fields,
  });

  it('reads single hotspots as their list has them, and closes nothing with them', async () => {
    const document = [hotspot({}), hotspot({ key: 'H2', status: 'REVIEWED', resolution: 'SAFE' })];
    expect(scanner.accepts({ kind: 'json', value: document })).toBe(true);
    expect(scanner.accepts({ kind: 'json', value: hotspot({}) })).toBe(true);
    const { observations, summary } = await read(document);
    expect(observations).toMatchObject([
      {
        subject: { category: 'sast' },
        rule: { id: 'python:S2245', name: 'Using pseudorandom number generators' },
        severity: 'medium',
        remediation: expect.stringContaining('Use secrets.'),
        locations: [{ path: 'web/app.py', startLine: 7 }],
        trusted: null,
      },
      { suppression: { kind: 'external' } },
    ]);
    expect(summary).toMatchObject({ scanner: 'sonarqube-hotspots', reasons: [expect.any(String)] });
    expect((await read(hotspot({}))).observations).toHaveLength(1);
  });

  const finding = {
    key: 'F1',
    projectKey: 'shop',
    type: 'VULNERABILITY',
    severity: 'CRITICAL',
    status: 'OPEN',
    message: 'm',
  };

  it.each([
    { export_findings: [{ ...finding, ruleReference: 'java:S1', path: 'src/A.java', lineNumber: '12' }] },
    [{ ...finding, rule: 'java:S1', file: 'src/A.java', line: 12, effort: '' }],
  ])('reads an export of a whole project: %#', async (document) => {
    expect(scanner.accepts({ kind: 'json', value: document })).toBe(true);
    const { observations, summary } = await read(document);
    expect(observations).toMatchObject([
      {
        subject: { category: 'sast' },
        rule: { id: 'java:S1' },
        severity: 'high',
        locations: [{ path: 'src/A.java', startLine: 12 }],
      },
    ]);
    expect(summary).toMatchObject({ scanner: 'sonarqube', reasons: [] });
  });

  it('takes an export of nothing for a clean project', async () => {
    expect((await read({ export_findings: [] })).observations).toEqual([]);
  });

  const htmlReport = (rows: string) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8"><title>SonarQube Vulnerability Report</title></head>
<body><div class=summup><h2>Summary of the Detected Vulnerabilities</h2><table><thead><tr><th></th></tr></thead></table>
</div>${rows}<table><thead><tr><th>Rule</th>
<th>Description</th></tr></thead><tbody><tr><td>java:S1</td><td><details><p>text</details></td></tr></tbody></table></body>
</html>
`;
  const row = (cells: string[]) => `<tr>${cells.map((cell) => `<td class="x"> ${cell} </td>`).join('\n')}</tr>`;
  const table = (rows: string[]) =>
    `<table><thead><tr>${['Rule', 'Severity', 'Component'].map((name) => `<th>${name}</th>`).join('\n')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;

  it('reads the page of sonar-report like its JSON', async () => {
    const cells = [
      '<a href="x">java:S2068</a>',
      'CRITICAL',
      'src/A.java',
      '12',
      'No &lt;password&gt;',
      'Remove it',
      'A1',
    ];
    const source = sourceFromBytes(
      htmlReport(
        table([
          row([...cells, '<a>OPEN</a>']),
          row(['java:S2245', 'LOW', 'B.java', '', '/', 'Look', 'A2', 'TO_REVIEW']),
        ]),
      ),
    );
    expect(scanner.accepts(await outlineOf(source))).toBe(true);
    const { observations, skipped, summary } = await collect(scanner, source);
    const json = await read({
      sonarComponent: 'shop',
      rules: { 'java:S2068': { name: 'No <password>' }, 'java:S2245': { name: '/' } },
      issues: [
        {
          rule: 'java:S2068',
          severity: 'CRITICAL',
          component: 'src/A.java',
          line: 12,
          message: 'Remove it',
          key: 'A1',
          status: 'OPEN',
        },
        { rule: 'java:S2245', severity: 'LOW', component: 'B.java', message: 'Look', key: 'A2', status: 'TO_REVIEW' },
      ],
    });
    const bare = (all: typeof observations) => all.map((each) => ({ ...each, position: null }));
    expect(bare(observations)).toEqual(bare(json.observations));
    expect({ skipped, reasons: summary.reasons }).toEqual({ skipped: [], reasons: [] });
  });

  it('takes a page without a table for a clean scan, and refuses one that is cut off', async () => {
    const page = htmlReport('');
    expect((await collect(scanner, sourceFromBytes(page))).observations).toEqual([]);
    await expect(collect(scanner, sourceFromBytes(page.slice(0, -20)))).rejects.toThrow('cut off');
    const other = page.replace('SonarQube Vulnerability Report', 'Another Report');
    expect(scanner.accepts(await outlineOf(sourceFromBytes(other)))).toBe(false);
  });

  it('passes on what the server answered in place of results', async () => {
    await expect(read({ errors: [{ msg: 'Insufficient privileges' }] })).rejects.toThrow('Insufficient privileges');
  });

  it.each([
    { value: { issues: [{ ruleId: 'x', primaryLocation: {} }] } },
    { value: { issues: [], errors: [] } },
    { value: { issues: [{ rule: { name: 'x' }, message: 'm' }], errors: [] } },
    { value: { hotspots: [] } },
    { value: { errors: [] } },
    { value: { errors: [{ message: 'm', severity: 'error' }] } },
    { value: [] },
  ])('does not claim $value', ({ value }) => {
    expect(scanner.accepts({ kind: 'json', value })).toBe(false);
  });
});
