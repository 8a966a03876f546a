import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Difference, diffStream } from './diff.ts';
import { incomingExample, presentExample } from './examples.ts';
import { settleClaims } from './settle-claims.ts';

const item = (key: string, index: number) => incomingExample({ index, key, contentHash: key, move: 'm', path: key });
const held = (key: string, number: number) => presentExample({ number, key, contentHash: key, move: 'm', path: key });

/** Findings 1 … n as the stream knows them, the places of the report, and whose own each place is by now. */
const anyCase = fc
  .record({
    present: fc.uniqueArray(fc.constantFrom(...'abcdef'), { maxLength: 5 }),
    incoming: fc.uniqueArray(fc.constantFrom(...'abcdef'), { maxLength: 6 }),
    own: fc.uniqueArray(fc.constantFrom(...'abcdef'), { maxLength: 6 }),
    shift: fc.nat(3),
    closes: fc.boolean(),
  })
  .map(({ present, incoming, own, shift, closes }) => ({
    present: present.map((key, index) => held(key, index + 1)),
    incoming: incoming.map(item),
    owners: new Map(own.map((key, index) => [key, { number: index + 1 + shift }])),
    closes,
  }));

const keysOf = (diff: Difference) =>
  [...diff.appeared, ...[...diff.changed, ...diff.moved, ...diff.rekeyed].map((pair) => pair.incoming)].map(
    (each) => each.key,
  );

describe('settleClaims', () => {
  it('moves a finding to its own place, and takes what stays at its old one for new', () => {
    const present = [held('src', 1)];
    const incoming = ['src', 'lib'].map(item);
    const diff = { ...diffStream(present, incoming, { closes: true }), rekeyed: [] };
    const settled = settleClaims(diff, present, incoming, new Map([['lib', { number: 1 }]]));
    expect(settled).toMatchObject({ unchanged: 0, vanished: [], moved: [{ number: 1, from: 'src', to: 'lib' }] });
    expect(settled.appeared.map((each) => each.key)).toEqual(['src']);
  });

  it('gives way to the owner where the pairing of moves chose another place', () => {
    const present = [held('src', 1)];
    const incoming = ['pkg', 'lib'].map(item);
    const [pkg, lib] = incoming;
    if (!pkg || !lib) throw new Error('two places');
    const diff = {
      ...{ appeared: [lib], changed: [], vanished: [], rekeyed: [], unchanged: 0 },
      moved: [{ number: 1, incoming: pkg, from: 'src', to: 'pkg' }],
    };
    const settled = settleClaims(diff, present, incoming, new Map([['lib', { number: 1 }]]));
    expect(settled.moved.map(({ number, to }) => [number, to])).toEqual([[1, 'lib']]);
    expect(settled.appeared).toEqual([pkg]);
    expect(settled.vanished).toEqual([]);
  });

  it('counts every place of the report once, every finding once, and gives each finding of the stream its own place', () => {
    fc.assert(
      fc.property(anyCase, ({ present, incoming, owners, closes }) => {
        const diff = { ...diffStream(present, incoming, { closes }), rekeyed: [] };
        const settled = settleClaims(diff, present, incoming, owners);
        const keys = keysOf(settled);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length + settled.unchanged).toBe(incoming.length);
        const numbers = [...settled.changed, ...settled.moved].map((pair) => pair.number).concat(settled.vanished);
        expect(new Set(numbers).size).toBe(numbers.length);
        if (closes) expect(present.length + settled.appeared.length - settled.vanished.length).toBe(incoming.length);
        for (const [key, { number }] of owners) {
          const gained = !present.some((finding) => finding.key === key) && incoming.some((each) => each.key === key);
          if (!gained || number > present.length) continue;
          expect(settled.moved.find((move) => move.number === number)?.to).toBe(key);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
