import { describe, expect, it } from 'vitest';
import { toCsv } from './to-csv.ts';

describe('toCsv', () => {
  it('quotes what would break a row and leaves the unknown empty', () => {
    expect(
      toCsv(
        ['a', 'b'],
        [
          ['x,y', null],
          ['say "hi"\n', 3],
        ],
      ),
    ).toBe('a,b\r\n"x,y",\r\n"say ""hi""\n",3\r\n');
  });
  it('rounds what a sum of fractions leaves behind', () => {
    expect(toCsv(['a'], [[24.1 + 8.9 + 0.1], [12.345]])).toBe('a\r\n33.1\r\n12.35\r\n');
  });
  it('disarms text that a spreadsheet would run, and keeps negative numbers numbers', () => {
    expect(toCsv(['a'], [['=cmd()'], ['-x'], [-4.5]])).toBe("a\r\n'=cmd()\r\n'-x\r\n-4.5\r\n");
  });
});
