import { describe, expect, it } from 'vitest';
import type { Difference } from './diff.ts';
import { incomingExample, knownExample } from './examples.ts';
import { matchStale } from './match-stale.ts';

const at = (path: string, line: number) => ({ ruleId: 'r', path, line });
const gained = (key: string, path: string, line: number) => incomingExample({ index: 0, key, ...at(path, line) });
const diffOf = (given: Partial<Difference>): Difference => {
  return { appeared: [], changed: [], moved: [], vanished: [], unchanged: 0, rekeyed: [], ...given };
};

describe('a finding whose key is of an older reader', () => {
  it('is the one of its rule that the report gains at its line, else in its file', () => {
    const appeared = [gained('x', 'a', 9), gained('y', 'a', 1), gained('z', 'b', 1)];
    const known = [
      knownExample({ number: 1, key: 'o', ...at('a', 1) }),
      knownExample({ number: 2, key: 'p', ...at('a', 5) }),
    ];
    const diff = matchStale(diffOf({ appeared, vanished: [1, 2] }), new Set([1, 2]), known);
    expect(diff.rekeyed.map(({ number, incoming }) => [number, incoming.key])).toEqual([
      [1, 'y'],
      [2, 'x'],
    ]);
    expect(diff).toMatchObject({ vanished: [], appeared: [{ key: 'z' }] });
  });

  it('is gone where the report has none, and others are never taken for it', () => {
    const known = [
      knownExample({ number: 1, key: 'o', ...at('a', 1) }),
      knownExample({ number: 2, key: 'p', ...at('b', 1) }),
    ];
    const diff = matchStale(diffOf({ appeared: [gained('z', 'b', 1)], vanished: [1, 2] }), new Set([1]), known);
    expect(diff).toMatchObject({ vanished: [1, 2], appeared: [{ key: 'z' }], rekeyed: [] });
  });
});
