import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from './csv-row.ts';

/** A reader of RFC 4180, of one record. */
function cellsOf(record: string): string[] {
  expect(record.endsWith('\r\n')).toBe(true);
  const cells: string[] = [];
  const rest = record.slice(0, -2);
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|$)/gy;
  for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '') break;
  }
  return cells;
}

describe('a record of CSV', () => {
  it('gives every text back, at most with an apostrophe before it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
        const cells = cellsOf(csvRow(texts));
        expect(cells.map((text, at) => (text === texts[at] ? text : text.slice(1)))).toEqual(texts);
      }),
    );
  });

  it('never begins a cell with what a spreadsheet runs', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠');
    fc.assert(
      fc.property(start, fc.string(), (sign, text) => {
        expect(cellsOf(csvRow([`${sign}${text}`]))).toEqual([`'${sign}${text}`]);
      }),
    );
  });

  it.each([
    [[null, true, -4.5, 0.00042], ',true,-4.5,0.00042\r\n'],
    [['a,b', 'say "hi"', 'two\nlines'], '"a,b","say ""hi""","two\nlines"\r\n'],
    [['=cmd()', 'a=b'], "'=cmd(),a=b\r\n"],
  ])('%j is %j', (values, text) => {
    expect(csvRow(values)).toBe(text);
  });
});
