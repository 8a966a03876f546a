import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuStopwatch } from '#lib/testing.ts';
import { diffStream } from './diff.ts';
import { incomingExample, presentExample } from './examples.ts';

const present = (number: number, key: string, contentHash = 'c') => presentExample({ number, key, contentHash });
const incoming = (index: number, key: string, contentHash = 'c') => incomingExample({ index, key, contentHash });

describe('diffStream', () => {
  it('tells what appeared, changed, vanished and stayed', () => {
    const diff = diffStream(
      [present(1, 'a'), present(2, 'b'), present(3, 'c')],
      [incoming(0, 'a'), incoming(1, 'b', 'other'), incoming(2, 'd')],
      { closes: true },
    );
    expect(diff).toEqual({
      appeared: [incoming(2, 'd')],
      changed: [{ number: 2, incoming: incoming(1, 'b', 'other') }],
      moved: [],
      vanished: [3],
      unchanged: 1,
    });
  });

  it('closes and moves nothing without a witness', () => {
    const lost = { ...present(1, 'a'), move: 'm', path: 'a.py' };
    const gained = { ...incoming(0, 'b'), move: 'm', path: 'b.py' };
    const diff = diffStream([lost], [gained], { closes: false });
    expect([diff.vanished, diff.moved, diff.appeared]).toEqual([[], [], [gained]]);
    expect(diffStream([lost], [gained], { closes: true }).moved).toHaveLength(1);
  });

  it('counts a key that comes twice once', () => {
    const diff = diffStream(
      [present(1, 'a')],
      [incoming(0, 'a'), incoming(1, 'a'), incoming(2, 'b'), incoming(3, 'b')],
      {
        closes: true,
      },
    );
    expect([diff.unchanged, diff.appeared.length, diff.vanished.length]).toEqual([1, 1, 0]);
  });

  it('accounts for every finding of both sides exactly once', () => {
    const side = fc.uniqueArray(
      fc.record({
        key: fc.integer({ min: 0, max: 30 }).map(String),
        contentHash: fc.constantFrom('x', 'y'),
        ...{ scanner: fc.constant(''), ruleId: fc.constant(''), suppressed: fc.constant(false) },
        move: fc.constantFrom(null, 'm', 'n', 'o'),
        path: fc.constantFrom('a', 'b', 'c', 'd'),
        line: fc.constant(null),
      }),
      { selector: (finding) => finding.key, maxLength: 25 },
    );
    fc.assert(
      fc.property(side, side, (before, after) => {
        const was = before.map((finding, number) => ({ ...finding, number }));
        const now = after.map((finding, index) => ({ ...finding, index }));
        const { appeared, changed, moved, vanished, unchanged } = diffStream(was, now, { closes: true });
        expect(moved.length + vanished.length + changed.length + unchanged).toBe(was.length);
        expect(moved.length + appeared.length + changed.length + unchanged).toBe(now.length);
        const gone = [...moved.map((move) => move.number), ...vanished];
        expect(new Set(gone).size).toBe(gone.length);
        const come = [...moved.map((move) => move.incoming.key), ...appeared.map((finding) => finding.key)];
        expect(new Set(come).size).toBe(come.length);
        for (const move of moved) {
          expect(was[move.number]?.move).toBe(move.incoming.move);
          expect(move.from).not.toBe(move.to);
        }
      }),
    );
  });

  it('is linear: a hundred thousand findings that all moved take well under a few seconds', () => {
    const size = 100_000;
    const was = Array.from({ length: size }, (_, number) => ({
      ...present(number, `a${number}`),
      move: `m${number % 1000}`,
      path: `old/${number % 5000}`,
    }));
    const now = was.map((finding, index) => ({
      ...incoming(index, `b${index}`),
      move: finding.move,
      path: `new/${index % 5000}`,
    }));
    const spent = cpuStopwatch();
    diffStream(was, now, { closes: true });
    expect(spent()).toBeLessThan(3000);
  });
});
