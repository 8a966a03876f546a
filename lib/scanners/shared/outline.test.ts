import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportError } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from './memory-source.ts';
import { outlineOf } from './outline.ts';

const outline = (text: string | Uint8Array) => outlineOf(sourceFromBytes(text));

describe('outlineOf', () => {
  it('gives small JSON whole', async () => {
    expect(await outline(' {"a":[1,{"b":null}]} ')).toEqual({ kind: 'json', value: { a: [1, { b: null }] } });
  });

  it('gives the beginning of big JSON and the keys behind it', async () => {
    const big = JSON.stringify({
      runs: [{ results: Array.from({ length: 40_000 }, () => ({ text: 'x'.repeat(40) })) }],
      version: '2.1.0',
      'k"\\': { a: 1 },
    });
    expect(big.length).toBeGreaterThan(1024 * 1024);
    const found = await outline(big);
    expect(found).toMatchObject({ kind: 'json', value: { version: '2.1.0', runs: [{}], 'k"\\': {} } });
  });

  it('tells JSON lines by their second value', async () => {
    expect(await outline('{"a":1}\n{"a":2}\n')).toEqual({ kind: 'jsonl', value: { a: 1 } });
    expect(await outline('{"a":1}\n')).toEqual({ kind: 'json', value: { a: 1 } });
  });

  it('refuses XML that nests without end, at once', async () => {
    await expect(outline('<a>'.repeat(100_000))).rejects.toThrow('nested deeper than the limit');
  });

  it('gives root, namespace, attributes and children of XML', async () => {
    expect(await outline('<?xml version="1.0"?><p:r xmlns:p="urn:x" v="1"><a><z/></a><b/><a/></p:r>')).toEqual({
      kind: 'xml',
      root: 'r',
      namespace: 'urn:x',
      attributes: { p: 'urn:x', v: '1' },
      children: ['a', 'b'],
    });
  });

  it('takes everything else as text', async () => {
    expect(await outline('id,severity\n1,high\n')).toEqual({ kind: 'text', head: 'id,severity\n1,high\n' });
  });

  it.each(['', '  \n', '{"a":nul}', "{'a':1}", 'PK\u0003\u0004 broken'])('refuses %j', async (text) => {
    await expect(outline(text)).rejects.toBeInstanceOf(ReportError);
  });

  it('is total: any text gives an outline or a ReportError', async () => {
    const parts = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '\\',
      '<',
      '>',
      '<a>',
      '/',
      '1',
      ' ',
      'PK',
      '<!',
      '&',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { maxLength: 15 }), async (list) => {
        const error = await outline(list.join('')).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        expect(error === null || error instanceof ReportError).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
