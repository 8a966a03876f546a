import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Described, pairReadings } from './pair-readings.ts';

const finding = (given: Partial<Described> = {}): Described => ({
  ...{ key: 'k', scanner: 's', ruleId: 'r', path: 'a.py', line: 1, title: 't', message: 'm' },
  ...{ packageName: null, advisories: [], resource: null },
  ...given,
});
const paired = (before: Partial<Described>[], after: Partial<Described>[]): [number, number][] =>
  pairReadings(before.map(finding), after.map(finding))
    .map((pair): [number, number] => [pair.before, pair.after])
    .sort(([a], [b]) => a - b);

describe('two readings of one report', () => {
  it.each([
    ['key, whatever else changed', { key: 'same', ruleId: 'x', path: null, message: 'x' }, { key: 'same' }],
    ['rule, place and message', {}, {}],
    ['rule and line, with another message', { message: '●●●●' }, {}],
    ['rule and message, in a file whose folder was cut', { path: 'build/a.py', line: 4 }, { line: 4 }],
    ['line and message, under the rule’s new name', { ruleId: 'old' }, {}],
    ['line alone, under a new name and text', { ruleId: 'old', message: 'old' }, {}],
    [
      'package and one name of the advisory',
      { ...{ packageName: 'Tea_Pot', advisories: ['GHSA-x'] }, ruleId: 'GHSA-x', path: null, line: null },
      { ...{ packageName: 'tea-pot', advisories: ['CVE-1', 'ghsa-x'] }, ruleId: 'CVE-1', message: 'n', title: 'n' },
    ],
    ['rule alone where nothing else is left', { path: 'x', line: 7, message: 'x', title: 'x' }, { resource: 'y' }],
    ['title and message where no place is known', { ruleId: 'o', path: null, line: null }, { path: 'b', line: 9 }],
  ])('have the same findings by %s', (_, before, after) => {
    const [own, other] = ['old key', 'new key'];
    expect(paired([{ key: own, ...before }], [{ key: other, ...after }])).toEqual([[0, 0]]);
  });

  it('differ where nothing says that they are the same', () => {
    const before = [{ key: '1', ruleId: 'x', path: 'x', line: 7, message: 'x', title: 'x' }];
    expect(paired(before, [{ key: '2' }])).toEqual([]);
  });

  it('go by what says most: a finding is not taken by a weaker likeness', () => {
    const before = [
      { key: '1', line: 1, message: 'a' },
      { key: '2', line: 2, message: 'b' },
    ];
    const after = [
      { key: '3', line: 2, message: 'b' },
      { key: '4', line: 1, message: 'z' },
    ];
    expect(paired(before, after)).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('pair equal ones in the order of the report, and leave what is too many', () => {
    const [one, two] = [{ key: '1' }, { key: '2' }];
    expect(paired([one, two], [{ key: '3' }, { key: '4' }])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(paired([one, two], [{ key: '3' }])).toEqual([[0, 0]]);
  });

  it('leave alone those of one rule where each reading has another number of them', () => {
    const before = [
      { key: '1', path: 'a', line: 1, message: 'm', title: 'm' },
      { key: '2', path: 'b', line: 5, message: 'n', title: 'n' },
    ];
    const after = [{ key: '3', path: 'c', line: 9, message: 'o', title: 'o' }];
    expect(paired(before, after)).toEqual([]);
    expect(paired(before.slice(1), after)).toEqual([[0, 0]]);
  });

  it('whatever their keys, of any report pair every finding with itself', () => {
    const any = fc.record({
      ruleId: fc.constantFrom('r1', 'r2'),
      path: fc.constantFrom('a', 'b', null),
      line: fc.constantFrom(1, 2, 3),
      message: fc.constantFrom('m', 'n'),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (report) => {
        const before = report.map((each, index) => ({ ...each, key: `old ${index}` }));
        const after = report.map((each, index) => ({ ...each, key: `new ${index}` }));
        const pairs = pairReadings(before.map(finding), after.map(finding));
        expect(pairs).toHaveLength(report.length);
        for (const pair of pairs) expect(report[pair.after]).toEqual(report[pair.before]);
      }),
    );
  });
});
