import { describe, expect, it } from 'vitest';
import { collect } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { sarif } from './scanner.ts';
import { at, one, parse } from './testing.ts';

type Json = Record<string, unknown>;

const read = (runs: Json[], more: Json = {}) =>
  collect(sarif, sourceFromBytes(JSON.stringify({ version: '2.1.0', runs, ...more })));
const driver = { name: 'x', rules: [{ id: 'first' }, { id: 'second', shortDescription: { text: 'Second rule' } }] };
const GOOD = { ruleId: 'first', message: { text: 'm' }, locations: at('a.c') };

describe('sarif: odd results', () => {
  it.each([
    [{ ruleId: 'r' }, { rule: { id: 'r' }, message: 'r', locations: [] }],
    [{ ruleIndex: 1 }, { rule: { id: 'second' }, message: 'Second rule' }],
    [
      { ruleIndex: 99, message: { text: 'm' } },
      { rule: { id: 'unnamed-rule' }, message: 'm' },
    ],
    [{ ruleIndex: -1, ruleId: 'r' }, { rule: { id: 'r' } }],
    [{ ruleId: '', message: { text: 'm' } }, { rule: { id: 'unnamed-rule' } }],
    [{ ruleId: 'r', locations: [{}] }, { locations: [] }],
    [
      { ruleId: 'r', locations: at('a.c', { startLine: -5, endLine: -1, startColumn: 0 }) },
      {
        locations: [{ path: 'a.c', startLine: null, endLine: null, startColumn: null }],
      },
    ],
    [
      { ruleId: 'r', locations: at('a.c', { startLine: 2 ** 40, endLine: 2 ** 41 }) },
      { locations: [{ startLine: null }] },
    ],
    [
      { ruleId: 'r', locations: at('a.c', { startLine: 9, endLine: 3 }) },
      { locations: [{ startLine: 9, endLine: 9 }] },
    ],
  ])('%j is read, and so is the one beside it', async (odd, expected) => {
    const { observations, skipped } = await read([{ tool: { driver }, results: [odd, GOOD] }]);
    expect(observations).toHaveLength(2);
    expect(observations[0]).toMatchObject(expected);
    expect(skipped).toEqual([]);
  });

  it.each([
    [17, {}],
    [null, {}],
    [{ locations: at('a.c') }, { path: 'a.c' }],
  ])('%j is skipped with its position and what it may stand for', async (odd, standsFor) => {
    const { observations, skipped } = await read([{ tool: { driver }, results: [odd, GOOD] }]);
    expect(observations).toHaveLength(1);
    expect(skipped).toMatchObject([{ position: 'runs[0].results[0]', standsFor }]);
  });

  it('is not there any more, and nothing unread, where the baseline says that it is absent', async () => {
    const states = ['new', 'unchanged', 'updated', 'absent'].map((baselineState) => ({ ...GOOD, baselineState }));
    const { observations, skipped } = await read([{ tool: { driver }, results: states }]);
    expect([observations.length, skipped.length]).toEqual([3, 0]);
  });

  it('says that results outside of the runs are not read', async () => {
    const run = { tool: { driver }, results: [] };
    const whole = await read([run], { inlineExternalProperties: [{ results: [] }] });
    expect(whole.summary.parts[0]?.gaps).toEqual([]);
    const { summary } = await read([run], { inlineExternalProperties: [{ results: [GOOD] }] });
    expect(summary.parts[0]?.gaps).toMatchObject([{ scope: 'everything' }]);
  });
});

describe('sarif: places by name', () => {
  const place = async (location: Json, run: Json = {}) =>
    (await one('x', { ruleId: 'r', message: { text: 'm' }, locations: [location] }, null, run)).locations[0];

  it('names a place that is in no file by its qualified name, of its own or of the list', async () => {
    const listed = [{ fullyQualifiedName: 'acme.Login.check', kind: 'function' }];
    const own = { logicalLocations: listed };
    const byIndex = { logicalLocations: [{ index: 0 }] };
    expect(await place(own)).toMatchObject({ path: null, label: 'acme.Login.check' });
    expect(await place(byIndex, { logicalLocations: listed })).toMatchObject({ label: 'acme.Login.check' });
  });

  it('makes the name of the names above it, and ends where they lead back', async () => {
    const logicalLocations = [
      { name: 'acme' },
      { name: 'Login', parentIndex: 0 },
      { name: 'check', parentIndex: 1 },
      { name: 'loop', parentIndex: 3 },
      { name: 'make', parentIndex: 5 },
      { fullyQualifiedName: 'acme::Token', name: 'Token' },
    ];
    const label = async (index: number) =>
      (await place({ logicalLocations: [{ index }] }, { logicalLocations }))?.label;
    expect(await label(2)).toBe('acme.Login.check');
    expect(await label(4)).toBe('acme::Token.make');
    expect(await label(3)).toMatch(/^loop\.loop/);
  });

  it('takes the decorated name where it is all that tells', async () => {
    const names = ['_ZN4acme5checkEi', '_ZN4acme5checkEd'];
    const labels = await Promise.all(
      names.map(
        async (decoratedName) => (await place({ logicalLocations: [{ name: 'check', decoratedName }] }))?.label,
      ),
    );
    expect(labels).toEqual(names);
  });
});

describe('sarif: tools', () => {
  it('finds a rule of an extension by index, GUID and name', async () => {
    const extensions = [
      { name: 'pack', guid: 'G-1', rules: [{ id: 'e', shortDescription: { text: 'Rule of the pack' } }] },
    ];
    const references = [{ index: 0 }, { guid: 'G-1' }, { name: 'pack' }];
    const results = references.map((toolComponent) => ({ rule: { id: 'e', index: 0, toolComponent } }));
    const { observations } = await read([{ tool: { driver, extensions }, results }]);
    expect(observations.map(({ rule, title }) => [rule.id, title])).toEqual(
      references.map(() => ['e', 'Rule of the pack']),
    );
  });

  it('reads results of a tool that describes no rules', async () => {
    const { observations } = await parse('x', GOOD, null, { tool: { driver: { name: 'x' } } });
    expect(observations).toMatchObject([{ rule: { id: 'first', name: null }, severity: 'medium' }]);
  });
});
