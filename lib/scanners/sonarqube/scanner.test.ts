import { describe, expect, it } from 'vitest';
import { collect, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
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
  ])('only what touches security counts as such: %j', async (fields, category, severity) => {
    expect(await one(fields)).toMatchObject({ subject: { category }, severity });
  });

  it.each([
    [{ status: 'RESOLVED', resolution: 'FALSE-POSITIVE' }],
    [{ status: 'RESOLVED', resolution: 'WONTFIX' }],
    [{ issueStatus: 'ACCEPTED' }],
    [{ issueStatus: 'FALSE_POSITIVE' }],
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
    expect((await one({}))?.fingerprints).toEqual({ 'sonar/hash': '0f1e2d3c' });
  });

  it.each([
    ['shop:web/app.py', 'shop', 'web/app.py'],
    ['group:shop:web/app.py', 'group:shop', 'web/app.py'],
    ['group:shop:module:web/app.py', null, 'web/app.py'],
    ['shop', 'shop', null],
  ])('takes the path out of the component %s of the project %s', async (component, project, path) => {
    expect((await one({ component, project }))?.locations[0]?.path).toBe(path);
  });

  it('says that an export is cut off, over all its pages', async () => {
    const whole = await read([page([issue({})], 1, 2), page([issue({ key: 'A2', line: 3 })], 2, 2)]);
    expect(whole.summary.incomplete).toEqual([]);
    const cut = await read(page([issue({})], 1, 20_000));
    expect(cut.summary.incomplete).toEqual([expect.stringContaining('has 20000 issues but the report holds 1')]);
    const headless = await read(page([issue({})], 2, 501));
    expect(headless.summary.incomplete).toHaveLength(1);
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
