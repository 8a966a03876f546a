import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { readCsv } from './csv.ts';

async function rowsOf(bytes: string | Uint8Array, chunk = 7): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of readCsv(sourceFromBytes(bytes, null, chunk))) rows.push(cells);
  return rows;
}

describe('separated values', () => {
  it('are read with quotes, doubled quotes and line ends within them, whatever ends a line', async () => {
    expect(await rowsOf('a,"b ""c"" ,d",\r\n"1\r\n2",,é\n\n , \nlast')).toEqual([
      ['a', 'b "c" ,d', ''],
      ['1\r\n2', '', 'é'],
      ['last'],
    ]);
  });

  it.each([
    ['a;b;"c,d"', [['a', 'b', 'c,d']]],
    ['a\tb,c\td', [['a', 'b,c', 'd']]],
    ['"x,y";z', [['x,y', 'z']]],
  ])('are separated by what their first line has most of: %j', async (text, rows) => {
    expect(await rowsOf(text)).toEqual(rows);
  });

  it('may come in UTF-16, with and without a mark', async () => {
    const text = 'id,name\n1,Zoë\n';
    const rows = [
      ['id', 'name'],
      ['1', 'Zoë'],
    ];
    expect(await rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(rows);
    expect(await rowsOf(Buffer.from(text, 'utf16le'))).toEqual(rows);
    expect(await rowsOf(Buffer.from(`\ufeff${text}`))).toEqual(rows);
  });

  it('know at which line of the file a row begins', async () => {
    const places: [number, number][] = [];
    for await (const { number, line } of readCsv(sourceFromBytes('a\r\n"1\r\n2"\r\n\r\nb')))
      places.push([number, line]);
    expect(places).toEqual([
      [1, 1],
      [2, 2],
      [3, 5],
    ]);
  });

  it.each([
    ['a,"b\nc,d\n', 'a quote is never closed', 'line 1'],
    ['a,b\n"c"d\n', 'behind its closing quote', 'line 2'],
    [`a,b\n${'x'.repeat(70_000)}`, 'longer than the limit', 'line 2'],
    [`a,b\n${','.repeat(600)}`, 'values in a row', 'line 2'],
  ])('are refused with the line where they are none: %#', async (text, message, position) => {
    await expect(rowsOf(text)).rejects.toMatchObject({ message: expect.stringContaining(message), position });
  });

  it('come back as they were written, whatever the cells hold and wherever chunks end', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü', ';') });
    const table = fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, chunk) => {
        const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect(await rowsOf(quoted, chunk)).toEqual(rows);
      }),
    );
  });
});
