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
  it('disarms text that a spreadsheet would run, and keeps negative numbers numbers', () => {
    expect(toCsv(['a'], [['=cmd()'], ['-x'], [-4.5]])).toBe("a\r\n'=cmd()\r\n'-x\r\n-4.5\r\n");
  });
});
