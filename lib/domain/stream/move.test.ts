import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncomingFinding, PresentFinding } from './diff.ts';
import { incomingExample, presentExample } from './examples.ts';
import { pairMoves } from './move.ts';

const lost = (number: number, path: string, move: string | null, line = number): PresentFinding =>
  presentExample({ number, key: `was${number}`, move, path, line });
const gained = (index: number, path: string, move: string | null, line = index): IncomingFinding =>
  incomingExample({ index, key: `now${index}`, move, path, line });
const pairs = (was: PresentFinding[], now: IncomingFinding[]) =>
  pairMoves(was, now)
    .map((move) => `${move.number}>${move.incoming.index}`)
    .sort();

describe('pairMoves', () => {
  it('pairs one loss with one gain of the same content, and says from where to where', () => {
    expect(pairMoves([lost(1, 'a', 'm')], [gained(0, 'b', 'm')])).toEqual([
      { number: 1, incoming: gained(0, 'b', 'm'), from: 'a', to: 'b' },
    ]);
  });

  it('does not pair other content, content that says nothing, or the same file', () => {
    expect(pairs([lost(1, 'a', 'm')], [gained(0, 'b', 'n')])).toEqual([]);
    expect(pairs([lost(1, 'a', null)], [gained(0, 'b', null)])).toEqual([]);
    expect(pairs([lost(1, 'a', 'm')], [gained(0, 'a', 'm')])).toEqual([]);
  });

  it('leaves what is ambiguous as fixed and introduced', () => {
    expect(pairs([lost(1, 'a', 'm')], [gained(0, 'b', 'm'), gained(1, 'c', 'm')])).toEqual([]);
    expect(pairs([lost(1, 'a', 'm'), lost(2, 'b', 'm')], [gained(0, 'c', 'm')])).toEqual([]);
    expect(pairs([lost(1, 'a', 'm'), lost(2, 'a', 'm')], [gained(0, 'b', 'm')])).toEqual([]);
  });

  it('moves repeats of one file together in line order, whatever the order of the report', () => {
    const was = [lost(1, 'a', 'm', 10), lost(2, 'a', 'm', 20), lost(3, 'a', 'n', 5)];
    const now = [gained(0, 'b', 'm', 40), gained(1, 'b', 'm', 30), gained(2, 'b', 'n', 35)];
    expect(pairs(was, now)).toEqual(['1>1', '2>0', '3>2']);
  });

  it('tells two renamed files apart by what else they hold', () => {
    const was = [lost(1, 'a', 'm'), lost(2, 'a', 'x'), lost(3, 'b', 'm'), lost(4, 'b', 'y')];
    const now = [gained(0, 'c', 'm'), gained(1, 'c', 'y'), gained(2, 'd', 'm'), gained(3, 'd', 'x')];
    expect(pairs(was, now)).toEqual(['1>2', '2>3', '3>0', '4>1']);
  });

  it('moves the rest of a renamed file although one of its findings was fixed', () => {
    const was = [lost(1, 'a', 'm'), lost(2, 'a', 'm'), lost(3, 'a', 'gone')];
    expect(pairs(was, [gained(0, 'b', 'm'), gained(1, 'b', 'm')])).toEqual(['1>0', '2>1']);
  });

  it('says nothing of where a file went whose content is in more than eight new files', () => {
    const was = [lost(1, 'a', 'm'), lost(2, 'a', 'x')];
    /** Only the first file holds the same as the lost one. */
    const copies = (count: number) =>
      Array.from({ length: count }, (_, file) => {
        const twice = file === 0 ? [] : [gained(3 * file + 2, `copy${file}`, 'x')];
        return [gained(3 * file, `copy${file}`, 'm'), gained(3 * file + 1, `copy${file}`, 'x'), ...twice];
      }).flat();
    expect(pairs(was, copies(8))).toEqual(['1>0', '2>1']);
    expect(pairs(was, copies(9))).toEqual([]);
  });

  it('follows a renamed file with any findings, in any order of the report', () => {
    const content = fc.array(fc.constantFrom('m', 'n', 'o'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(content, fc.integer(), (moves, seed) => {
        const was = moves.map((move, index) => lost(index, 'old', move, index));
        const now = moves.map((move, index) => gained(index, 'new', move, index + 5));
        now.sort((a, b) => ((a.index * 7919 + seed) % 13) - ((b.index * 7919 + seed) % 13));
        const expected = moves.map((_, index) => `${index}>${index}`).sort();
        expect(pairs(was, now)).toEqual(expected);
      }),
    );
  });
});
