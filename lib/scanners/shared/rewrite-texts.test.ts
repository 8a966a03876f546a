import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldPlace } from '#lib/domain/redaction/report-redactor.ts';
import type { Outline } from '#lib/scanners/contract.ts';
import { sourceFromBytes } from './memory-source.ts';
import { rewriteTexts } from './rewrite-texts.ts';
import { openZip } from './zip.ts';

type Seen = [text: string, key: string | null, position: string | null];

async function rewrite(
  document: string | Buffer,
  kind: Outline['kind'],
  replace: (text: string, place: FieldPlace) => string,
  chunkSize = 64,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of rewriteTexts(sourceFromBytes(document, null, chunkSize), kind, replace)) parts.push(part);
  return Buffer.concat(parts);
}

const hide = (text: string): string => text.replaceAll('s&"/é', 'X&');

describe('rewriteTexts of JSON', () => {
  it('hands out decoded strings, and leaves every other byte as it is', async () => {
    const before = '{"a" : "1 s\\u0026\\"\\/\\u00e9 2",\n\t"b":[1.50, null, "s&\\"/é", "\\u0026"]}';
    const after = '{"a" : "1 X& 2",\n\t"b":[1.50, null, "X&", "\\u0026"]}';
    expect((await rewrite(before, 'json', hide)).toString()).toBe(after);
  });

  it('gives the same whatever the size of the pieces', async () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: fc.constantFrom('s&"/é', '\\', '"', 'a', '\n', '{', ',') }),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'b"', 'name', '\\'), tie('any'), { maxKeys: 3 }),
      ),
    })).any;
    await fc.assert(
      fc.asyncProperty(value, fc.integer({ min: 1, max: 9 }), async (document, size) => {
        const text = JSON.stringify(document);
        const seen: Seen[] = [];
        const note = (part: string, place: FieldPlace): string => {
          seen.push([part, place.key, place.position()]);
          return hide(part);
        };
        const whole = (await rewrite(text, 'json', note, 100_000)).toString();
        const once = seen.splice(0);
        expect((await rewrite(text, 'json', note, size)).toString()).toBe(whole);
        expect(seen).toEqual(once);
        expect(JSON.stringify(JSON.parse(whole))).toBe(JSON.stringify(mapped(document)));
      }),
    );
  });

  it('knows where a string stands: its field, what its object is called, its place', async () => {
    const seen: unknown[] = [];
    const document = '{"runs":[{}, {"list":["x"], "h": {"name": "Cookie", "value": "y"}}]}\n{"z": "w"}';
    await rewrite(document, 'jsonl', (text, { key, isKey, name, position, isWithin }) => {
      if (!isKey) seen.push([text, key, name, position(), isWithin((each) => each === 'h')]);
      return text;
    });
    expect(seen).toEqual([
      ['x', 'list', null, 'runs[1].list[0]', false],
      ['Cookie', 'name', null, 'runs[1].h.name', true],
      ['y', 'value', 'Cookie', 'runs[1].h.value', true],
      ['w', 'z', null, 'z', false],
    ]);
  });
});

it.each([
  ['{"value":[{"name":"n","value":"v"}]}', ['n']],
  ['{"value":[{"name":"n","deep":[{"value":{"name":"v"}}]}],"name":"n"}', ['n', 'n']],
  ['{"value":["v"]}', []],
  ['{"value":{"name":"v"}}', []],
  ['{"value":[["v"]]}', []],
  ['[{"value":[{"name":"v"}]}]', []],
  ['{"a":{"value":[{"name":"v"}]}}', []],
])('tells rows of an answer, which is all that the document is, from values: %s', async (document, kept) => {
  const seen: string[] = [];
  await rewrite(document, 'json', (text, { isKey, isWithin }) => {
    if (!isKey && !isWithin((key, holdsRows) => key === 'value' && !holdsRows)) seen.push(text);
    return text;
  });
  expect(seen).toEqual(kept);
});

describe('rewriteTexts where numbers are not to be kept', () => {
  const before = '{"a":[1,-2.5e+3],"value":4711,"b":{"value":{"x":[-12.50e-7, true,"8",90]}},"c":0.25}\n{"value":7}';

  it.each([1, 2, 3, 5, 1000])('writes a zero for each, in pieces of %d bytes, and keeps all others', async (size) => {
    const bytes = Buffer.from(before);
    const parts: Buffer[] = [];
    const source = sourceFromBytes(bytes, null, size);
    const isBlank = ({ isWithin }: FieldPlace): boolean => isWithin((key) => key === 'value');
    for await (const part of rewriteTexts(source, 'jsonl', (text) => text, undefined, isBlank)) parts.push(part);
    const lines = Buffer.concat(parts).toString().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { a: [1, -2500], value: 0, b: { value: { x: [0, true, '8', 0] } }, c: 0.25 },
      { value: 0 },
    ]);
    expect(bytes.toString()).toBe(before);
  });
});

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map(mapped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [hide(key), mapped(item)]));
}

describe('rewriteTexts of XML', () => {
  const before =
    '<?xml version="1.0"?>\n<a b="s&amp;&quot;/é" c=\'k\'><!-- s&"/é --><d>1 s&#38;&quot;/&#xe9; 2</d><![CDATA[ <i>s&"/é ]]></a>\n';
  const after = '<?xml version="1.0"?>\n<a b="X&amp;" c=\'k\'><!-- X& --><d>1 X&amp; 2</d><![CDATA[ <i>X& ]]></a>\n';

  it.each([1, 7, 1000])('decodes texts, attributes, comments and CDATA, in pieces of %d bytes', async (size) => {
    expect((await rewrite(before, 'xml', hide, size)).toString()).toBe(after);
    expect((await rewrite(before, 'xml', (text) => text, size)).toString()).toBe(before);
  });

  it('says UTF-8 where the document said another encoding', async () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00e9 secret</a>', 'latin1');
    const text = (await rewrite(latin, 'xml', (part) => part.replace('secret', 'X'))).toString();
    expect(text).toBe('<?xml version="1.0" encoding="UTF-8"?><a>\u00e9 X</a>');
  });
});

describe('rewriteTexts of anything else', () => {
  it('hands out lines, and the members of an archive as what they are', async () => {
    expect((await rewrite('a s&"/é\nb', 'text', hide)).toString()).toBe('a X&\nb');
    const archive = readFileSync(new URL('../sonarqube/fixtures/pages.zip', import.meta.url));
    const rewritten = await rewrite(
      archive,
      'zip',
      (text, { isKey }) => (isKey ? text : text.replaceAll('e', 'E')),
      10_000,
    );
    const [was, is] = await Promise.all([archive, rewritten].map((bytes) => openZip(sourceFromBytes(bytes))));
    expect(is?.entries).toEqual(was?.entries);
    for (const name of was?.entries ?? []) {
      const read = async (zip: typeof was) => {
        const member = await zip?.source(name);
        return Buffer.from((await member?.slice(0, member.size)) ?? []).toString();
      };
      const old = JSON.parse(await read(was));
      expect(JSON.parse(await read(is))).toEqual(
        JSON.parse(JSON.stringify(old, (_, value) => (typeof value === 'string' ? value.replaceAll('e', 'E') : value))),
      );
    }
  });
});
