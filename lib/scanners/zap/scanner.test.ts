import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportError } from '#lib/scanners/contract.ts';
import { collect, fixtureSource, fixturesOf, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { outlineOf } from '#lib/scanners/shared/outline.ts';
import { replaceAt } from '#lib/scanners/shared/replace-at.ts';
import { scanner } from './scanner.ts';

goldenTest(scanner);

const { folder } = fixturesOf('zap');
const fixture = (file: string) => collect(scanner, fixtureSource(folder, file));
const read = (text: string) => collect(scanner, sourceFromBytes(text));
const json = (...alerts: object[]) =>
  read(JSON.stringify({ '@version': '2.16.0', site: [{ '@name': 'https://tea.example', alerts }] }));
const xml = (site: string) => read(`<?xml version="1.0"?><OWASPZAPReport version="2.16.0">${site}</OWASPZAPReport>`);

const alert = (more: object = {}) => ({
  pluginid: '40012',
  alertRef: '40012-1',
  alert: 'Echo',
  riskcode: '3',
  confidence: '2',
  instances: [{ uri: 'https://tea.example/', method: 'GET', param: 'q' }],
  ...more,
});

describe('ZAP', () => {
  it('reads or refuses a document in which any value is of any type', async () => {
    const document = JSON.parse(readFileSync(join(folder, 'plus.json'), 'utf8'));
    const law = fc.asyncProperty(fc.nat(), fc.jsonValue(), async (choice, value) => {
      const result = await read(JSON.stringify(replaceAt(document, choice, value))).catch((error: unknown) => error);
      if (result instanceof Error) expect(result).toBeInstanceOf(ReportError);
    });
    await fc.assert(law, { numRuns: 300 });
  });

  it('makes one observation of each method, path and parameter, with the instances as its locations', async () => {
    const { observations } = await fixture('plus.json');
    const places = observations
      .filter(({ rule }) => rule.id === '40012')
      .map(({ subject, locations }) => [subject.category === 'dast' && subject.method, locations.length]);
    expect(places).toEqual([
      ['GET', 2],
      ['POST', 1],
    ]);
  });

  it('makes one observation of a systemic alert, whose sampled pages differ from run to run', async () => {
    const systemic = { systemic: true, alertRef: '10038-1' };
    const first = await json(alert({ ...systemic, instances: [{ uri: 'https://tea.example/a', method: 'GET' }] }));
    const second = await json(
      alert({
        ...systemic,
        instances: ['b', 'c'].map((page) => ({ uri: `https://tea.example/${page}`, method: 'GET' })),
      }),
    );
    expect(first.observations.map(({ subject }) => subject)).toEqual(second.observations.map(({ subject }) => subject));
  });

  const rules = async (...alerts: object[]) => (await json(...alerts)).observations.map(({ rule }) => rule.id);

  it.each([
    ['without a reference', { alertRef: undefined }],
    ['with the plugin as reference', { alertRef: '40012' }],
    ['with a reference', { alertRef: '40012-1' }],
    ['with another name and reference', { alertRef: '40012-4', alert: 'Loud echo' }],
  ])('calls a rule by its plugin: %s', async (_name, more) => {
    expect(await rules(alert(more))).toEqual(['40012']);
  });

  it('keeps several alerts of one plugin at one place apart, in any order', async () => {
    const [first, fourth] = [alert({ alertRef: '40012-1' }), alert({ alertRef: '40012-4', alert: 'Loud echo' })];
    const elsewhere = alert({ alertRef: '40012-4', instances: [{ uri: 'https://tea.example/b', method: 'GET' }] });
    expect(await rules(first, fourth, elsewhere)).toEqual(['40012', '40012-4', '40012']);
    expect(await rules(fourth, first)).toEqual(['40012-4', '40012']);
    const old = [alert({ alertRef: undefined, alert: 'B' }), alert({ alertRef: undefined, alert: 'A' })];
    expect(await rules(...old)).toEqual(['40012: B', '40012']);
  });

  it.each([
    ['0', 'info'],
    ['1', 'low'],
    [2, 'medium'],
    ['3', 'high'],
  ])('reads the risk %j as %s, as text or number', async (riskcode, severity) => {
    expect((await json(alert({ riskcode }))).observations[0]?.severity).toBe(severity);
  });

  it.each([
    ['1', 'low', null],
    ['3', 'high', null],
    ['4', 'verified', null],
    ['0', 'unknown', 'external'],
  ])('reads the confidence %s as %s, suppressed: %s', async (confidence, expected, kind) => {
    const [observation] = (await json(alert({ confidence }))).observations;
    expect([observation?.confidence, observation?.suppression?.kind ?? null]).toEqual([expected, kind]);
  });

  it('turns HTML into plain text', async () => {
    const [observation] = (await json(alert({ desc: '<p>One &amp; two.</p><script>x()</script><p>Three.</p>' })))
      .observations;
    expect(observation?.message).toBe('One & two.\nThree.');
  });

  it('reads the same from JSON and XML', async () => {
    const [fromJson, fromXml] = [await fixture('demo-zap.json'), await fixture('demo-zap.xml')];
    const bare = (all: typeof fromJson) =>
      all.observations.map((each) => ({ ...each, position: null, message: each.message.replace(/\s+/g, ' ') }));
    expect(bare(fromXml)).toEqual(bare(fromJson));
  });

  it('takes the plugin where there is no alertRef, and the name where scripts share a plugin', async () => {
    const { observations } = await json(
      { pluginid: '10011', alert: 'Cookie', instances: [] },
      { pluginid: '-1', alertRef: '-1', alert: 'My script' },
    );
    expect(observations.map(({ rule }) => [rule.id, rule.helpUrl])).toEqual([
      ['10011', 'https://www.zaproxy.org/docs/alerts/10011/'],
      ['My script', null],
    ]);
  });

  it('shows no password of a URL', async () => {
    const { observations } = await fixture('plus.json');
    expect(JSON.stringify(observations)).not.toContain('fake-password');
  });

  it('closes nothing when it lists fewer places than it counts', async () => {
    expect((await json(alert({ count: '67' }))).summary.reasons).toEqual(['ZAP lists 1 of the 67 places of 40012-1.']);
    expect((await json(alert({ count: '1' }), alert({ count: '9', systemic: true }))).summary.reasons).toEqual([]);
  });

  it('closes nothing when the plan of the scan had errors', async () => {
    const text = JSON.stringify({
      '@version': '2.17.0',
      site: [{ '@name': 'x' }],
      afPlanErrors: ['Job spider failed'],
    });
    expect((await read(text)).summary.reasons).toEqual(["ZAP's automation plan failed: Job spider failed"]);
  });

  it.each(['<site name="x"><alerts/></site>', '<site name="x"/>'])(
    'takes no alerts for a clean scan: %s',
    async (site) => {
      const { observations, skipped, summary } = await xml(site);
      expect({ observations, skipped, reasons: summary.reasons }).toEqual({
        observations: [],
        skipped: [],
        reasons: [],
      });
    },
  );

  const apiAlert = (more: object = {}) => ({
    id: '3',
    pluginId: '40012',
    alertRef: '40012-1',
    alert: 'Echo',
    name: 'Echo',
    description: 'It echoes.',
    risk: 'High',
    confidence: 'Medium',
    url: 'https://tea.example/',
    method: 'GET',
    other: '',
    param: 'q',
    attack: '',
    evidence: 'echo',
    reference: 'https://a.example/1\nhttps://a.example/2',
    solution: 'Do not echo.',
    cweid: '79',
    wascid: '8',
    tags: {},
    ...more,
  });

  it('reads the alerts of the API as those of a report: JSON, a bare list, XML', async () => {
    const reported = {
      ...alert({ desc: '<p>It echoes.</p>', solution: '<p>Do not echo.</p>', cweid: '79', riskdesc: 'High' }),
      reference: '<p>https://a.example/1</p><p>https://a.example/2</p>',
    };
    reported.instances = [{ uri: 'https://tea.example/', method: 'GET', param: 'q', evidence: 'echo' } as never];
    const fields = Object.entries(apiAlert()).filter(([name]) => name !== 'tags');
    const xmlFields = fields.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
    const texts = [
      JSON.stringify({ alerts: [apiAlert()] }),
      JSON.stringify([apiAlert()]),
      `<?xml version="1.0"?><alerts type="list"><alert type="set">${xmlFields}<tags type="set"/></alert></alerts>`,
    ];
    const bare = (all: Awaited<ReturnType<typeof read>>) =>
      all.observations.map((each) => ({ ...each, position: null }));
    const expected = bare(await json(reported));
    for (const text of texts) {
      expect(scanner.accepts(await outlineOf(sourceFromBytes(text)))).toBe(true);
      expect(bare(await read(text))).toEqual(expected);
    }
  });

  it('knows a systemic alert of the API by its tag', async () => {
    const { observations } = await read(JSON.stringify({ alerts: [apiAlert({ tags: { SYSTEMIC: '' } })] }));
    expect(observations[0]?.subject).toMatchObject({ method: null, url: 'https://tea.example', parameter: null });
  });

  it.each([
    ['Informational', 'info'],
    ['Low', 'low'],
    ['Medium', 'medium'],
    ['High', 'high'],
  ])('rates the word %s of the API as %s', async (risk, severity) => {
    const { observations } = await read(JSON.stringify([apiAlert({ risk })]));
    expect(observations[0]?.severity).toBe(severity);
  });

  it('takes the place from the node of the site tree when there is no URL', async () => {
    const instances = [{ nodeName: 'https://tea.example/pot (lid,spout)', method: 'POST' }];
    const [observation] = (await json(alert({ instances }))).observations;
    expect(observation?.subject).toMatchObject({ method: 'POST', url: 'https://tea.example/pot' });
  });

  it('claims no list of other alerts', () => {
    for (const value of [{ alerts: [] }, { alerts: [{ number: 1, url: 'x', state: 'open' }] }, [{ pluginId: 1 }]]) {
      expect(scanner.accepts({ kind: 'json', value })).toBe(false);
    }
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE OWASPZAPReport SYSTEM "file:///dev/null"><OWASPZAPReport/>', 'DOCTYPE'],
    [
      'unescaped HTML',
      '<OWASPZAPReport><site><alerts><alertitem><desc><p>a<br></p></desc></alertitem></alerts></site></OWASPZAPReport>',
      'well-formed',
    ],
    ['an undeclared prefix', '<OWASPZAPReport xsi:schemaLocation="x"/>', 'well-formed'],
  ])('refuses %s with its place', async (_name, text, reason) => {
    await expect(read(text)).rejects.toMatchObject({
      name: 'ReportError',
      message: expect.stringContaining(reason),
      position: expect.stringMatching(/^line 1, column \d+$/),
    });
  });

  it.each([
    ['another root', '<testsuites/>'],
    ['another document', '{"bomFormat":"CycloneDX"}'],
    ['a site that is text', '{"@version":"2.16.0","site":"https://tea.example"}'],
    ['nothing', ''],
  ])('refuses %s', async (_name, text) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'ReportError' });
  });

  it('claims no other document', () => {
    expect(scanner.accepts({ kind: 'json', value: { site: 'https://tea.example', version: 1 } })).toBe(false);
    expect(scanner.accepts({ kind: 'json', value: [] })).toBe(false);
  });
});
