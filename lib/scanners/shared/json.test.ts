import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { type JsonItem, readJson } from './json.ts';
import { LIMITS } from './limits.ts';
import { sourceFromBytes } from './memory-source.ts';

async function read(text: string | Uint8Array, cuts: string[], chunkSize = 64 * 1024, passOver: string[] = []) {
  const items: JsonItem[] = [];
  const source = sourceFromBytes(text, null, chunkSize);
  const skeleton = await readJson(source, { cuts, passOver, onItem: (item) => items.push(item) });
  return { items, skeleton };
}

async function failure(text: string | Uint8Array, cuts: string[] = ['results[]']): Promise<ReportError> {
  const error = await read(text, cuts).catch((thrown: unknown) => thrown);
  if (!(error instanceof ReportError)) throw new Error(`expected a ReportError, got ${String(error)}`);
  return error;
}

describe('readJson', () => {
  it('hands out the elements of a cut array with their positions and leaves it empty', async () => {
    const text = '{"version":"1", "results": [ {"a":"]}"}, 2 , "x\\"," ,null,[1] ], "errors":[1]}';
    const { items, skeleton } = await read(text, ['results[]']);
    expect(items.map((item) => item.value)).toEqual([{ a: ']}' }, 2, 'x",', null, [1]]);
    expect(items.map((item) => item.position).slice(0, 2)).toEqual(['results[0]', 'results[1]']);
    expect(skeleton).toEqual({ version: '1', results: [], errors: [1] });
  });

  it('cuts arrays inside arrays and tells their indices', async () => {
    const { items, skeleton } = await read('{"runs":[{"results":[1]},{"tool":{"results":[9]},"results":[2,3]}]}', [
      'runs[].results[]',
    ]);
    expect(items.map((item) => [item.position, item.indices, item.value])).toEqual([
      ['runs[0].results[0]', [0, 0], 1],
      ['runs[1].results[0]', [1, 0], 2],
      ['runs[1].results[1]', [1, 1], 3],
    ]);
    expect(skeleton).toEqual({ runs: [{ results: [] }, { tool: { results: [9] }, results: [] }] });
  });

  it('cuts a root array and the members of a map', async () => {
    expect((await read('\ufeff [1,2]', ['[]'])).items.map((item) => item.position)).toEqual(['[0]', '[1]']);
    const map = await read('{"v":{"a\\"b":{"x":1},"__proto__":{"y":2}}}', ['v{}']);
    expect(map.items.map((item) => [item.key, item.value])).toEqual([
      ['a"b', { x: 1 }],
      ['__proto__', { y: 2 }],
    ]);
    expect(({} as Record<string, unknown>).y).toBeUndefined();
  });

  it('leaves another type of value at a cut path where it is', async () => {
    expect((await read('{"results":null}', ['results[]'])).skeleton).toEqual({ results: null });
    expect((await read('{"results":{"a":1}}', ['results[]'])).skeleton).toEqual({ results: { a: 1 } });
  });

  it('passes over what it is told to', async () => {
    const { items, skeleton } = await read('{"a":[{"b":"]"}],"c":[1]}', ['c[]'], 3, ['a[]']);
    expect(items).toHaveLength(1);
    expect(skeleton).toEqual({ a: [], c: [] });
  });

  it('reads UTF-16 with a byte order mark', async () => {
    const utf16 = Buffer.from('\ufeff{"results":["é€𝄞"]}', 'utf16le');
    expect((await read(utf16, ['results[]'], 5)).items[0]?.value).toBe('é€𝄞');
    expect((await read(Buffer.from(utf16).swap16(), ['results[]'], 5)).items[0]?.value).toBe('é€𝄞');
  });

  it.each([
    '{"results":[1,]}',
    '{"results":[,1]}',
    '{"results":[1 2]}',
    '{"results":[1}}',
    '{"results":[{"a":NaN}]}',
    '{"results":[01]}',
    "{'results':[1]}",
    '{"results":[1]} x',
    '{"results":[1]}\u0000',
    '{"results":[1]}{}',
    '{"results":[{]}',
    '{"results":[1],}',
    '{"results":[/*c*/1]}',
    '{"a":1 // c\n}',
    '{"results":[1]',
    '{"results":["a',
    '{"results":["\\',
    '{"results":["a\nb"]}',
    '{"a":[1,2}',
    '{[1]}',
    '{"a" {"results":[]}}',
    ']',
    ',',
    '1 2',
    '',
    '\ufeff',
    '  \n',
  ])('refuses %j', async (text) => {
    await failure(text);
  });

  it('names the line and column of what is wrong, also behind cut items and white space', async () => {
    expect((await failure('{\n"results": [1,2, {"é":1}],\n   "a": nul }')).position).toBe('line 3, column 9');
    expect((await failure('{"results":[\n {"a": 1},\n {"a": x}\n]}')).position).toMatch(/^line 3/);
    expect((await failure('{"results":[1\n,2\n,3')).position).toBe('line 3, column 3');
  });

  it('never repeats the document in its message', async () => {
    expect((await failure('{"results":[hunter2]}')).message).not.toContain('hunter2');
  });

  it('accepts 128 levels and refuses 129, inside and outside of items, naming the limit', async () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(LIMITS.jsonDepth).toBe(128);
    await read(nested(128), ['results[]']);
    expect((await failure(nested(129))).message).toContain('128');
    await read(nested(128), ['[]']);
    expect((await failure(nested(129), ['[]'])).message).toContain('128');
    await failure('['.repeat(100_000));
  });

  it('takes 999,999 and 1,000,000 items and refuses 1,000,001, naming the limit', async () => {
    const many = (count: number) => `{"results":[${'0,'.repeat(count - 1)}0]}`;
    expect(LIMITS.results).toBe(1_000_000);
    for (const count of [999_999, 1_000_000])
      expect((await read(many(count), ['results[]'])).items).toHaveLength(count);
    expect((await failure(many(1_000_001))).message).toContain('1000000');
  });

  it('refuses an item and a skeleton that are larger than their limits, without holding more', async () => {
    const endless = (start: string): ReportSource => ({
      size: 2 ** 31,
      filename: null,
      async *chunks() {
        yield Buffer.from(start);
        for (let i = 0; i < 66; i++) yield Buffer.alloc(1024 * 1024, 'x');
      },
      slice: async () => Buffer.alloc(0),
    });
    const options = { cuts: ['results[]'], onItem: () => {} };
    await expect(readJson(endless('{"results":["'), options)).rejects.toThrow(String(LIMITS.jsonElement));
    await expect(readJson(endless('{"a":"'), options)).rejects.toThrow(String(LIMITS.jsonSkeleton));
  });

  it('equals JSON.parse for every value and every chunk size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 4 })),
        fc.jsonValue({ maxDepth: 4 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 1, '\t'),
        async (results, rest, chunkSize, indent) => {
          const text = JSON.stringify({ rest, results, 'k"\\': [results] }, null, indent);
          const { items, skeleton } = await read(text, ['results[]'], chunkSize);
          expect(items.map((item) => item.value)).toEqual(JSON.parse(JSON.stringify(results)));
          expect(skeleton).toEqual({ ...JSON.parse(text), results: [] });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('agrees with JSON.parse about what is JSON', async () => {
    const alphabet = fc.constantFrom('[', ']', '{', '}', ',', ':', '"a"', '1', ' ', 'null', '"r"', '\\', '"');
    await fc.assert(
      fc.asyncProperty(fc.array(alphabet, { maxLength: 12 }), async (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const accepted = await read(text, ['[]', 'r[]', 'a{}', '{}'], 2).then(
          () => true,
          () => false,
        );
        expect(accepted).toBe(valid);
      }),
      { numRuns: 5000 },
    );
  });
});
