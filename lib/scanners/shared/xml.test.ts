import { describe, expect, it } from 'vitest';
import { ReportError } from '#lib/scanners/contract.ts';
import { LIMITS } from './limits.ts';
import { sourceFromBytes } from './memory-source.ts';
import { child, childText, readXml, type XmlNode } from './xml.ts';

async function read(text: string | Uint8Array, elements: string[], chunkSize = 7) {
  const items: { node: XmlNode; path: string; position: string }[] = [];
  const root = await readXml(sourceFromBytes(text, null, chunkSize), {
    elements,
    onElement: (node, path, position) => items.push({ node, path, position }),
  });
  return { root, items };
}

async function failure(text: string | Uint8Array): Promise<ReportError> {
  const error = await read(text, ['a/b']).catch((thrown: unknown) => thrown);
  if (!(error instanceof ReportError)) throw new Error(`expected a ReportError, got ${String(error)}`);
  return error;
}

describe('readXml', () => {
  it('hands out elements by path with attributes, children and text', async () => {
    const text = '<?xml version="1.0"?>\n<a v="1"><b id="x">t<c>é &amp; 1</c><![CDATA[<u>]]></b><d/><b/></a>';
    const { root, items } = await read(text, ['a/b']);
    expect(root).toEqual({ name: 'a', namespace: null, attributes: { v: '1' } });
    expect(items.map((item) => [item.path, item.node.attributes])).toEqual([
      ['a/b', { id: 'x' }],
      ['a/b', {}],
    ]);
    const first = items[0]?.node ?? null;
    expect(first?.text).toBe('t<u>');
    expect(childText(first, 'c')).toBe('é & 1');
    expect(child(first, 'nothing')).toBeNull();
    expect(items[0]?.position).toBe('line 2, column 19');
  });

  it('takes local names whatever the prefix', async () => {
    const { root, items } = await read('<p:a xmlns:p="urn:x" xmlns:q="urn:y"><q:b q:k="v"/></p:a>', ['a/b']);
    expect(root).toMatchObject({ name: 'a', namespace: 'urn:x', attributes: {} });
    expect(items[0]?.node).toMatchObject({ name: 'b', namespace: 'urn:y', attributes: { k: 'v' } });
  });

  it('keeps a wanted element inside a wanted element as part of it', async () => {
    const { items } = await read('<a><b><b>in</b></b></a>', ['a/b', 'a/b/b']);
    expect(items).toHaveLength(1);
    expect(childText(items[0]?.node ?? null, 'b')).toBe('in');
  });

  it('reads UTF-16 with a mark, a UTF-8 mark and declared Latin-1', async () => {
    const utf16 = Buffer.from('\ufeff<a><b>é€</b></a>', 'utf16le');
    expect((await read(utf16, ['a/b'])).items[0]?.node.text).toBe('é€');
    expect((await read(Buffer.from(utf16).swap16(), ['a/b'])).items[0]?.node.text).toBe('é€');
    expect((await read('\ufeff<a><b>é</b></a>', ['a/b'])).items[0]?.node.text).toBe('é');
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a><b>é</b></a>', 'latin1');
    expect((await read(latin, ['a/b'])).items[0]?.node.text).toBe('é');
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a>&nope;</a>'],
    ['an undeclared prefix', '<a xsi:nil="true"/>'],
    ['an unclosed element', '<a><b>'],
    ['crossed elements', '<a><b></a></b>'],
    ['a second root', '<a/><a/>'],
    ['text only', 'hello'],
    ['unescaped markup', '<a><b>1 < 2</b></a>'],
    ['a repeated attribute', '<a k="1" k="2"/>'],
    ['nothing', ''],
    ['UTF-7', '<?xml version="1.0" encoding="UTF-7"?><a/>'],
    ['bytes that are not UTF-8', Buffer.from('<a><b>é</b></a>', 'latin1')],
    ['an unclosed CDATA section', '<a><![CDATA[x</a>'],
  ])('refuses %s', async (_what, text) => {
    await failure(text);
  });

  it('says where it is broken', async () => {
    expect((await failure('<a>\n  <b></c>\n</a>')).position).toMatch(/^line 2, column \d+$/);
  });

  it('refuses more depth and attributes than the limits, naming them', async () => {
    const nested = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);
    await read(nested(LIMITS.xmlDepth), []);
    expect((await failure(nested(LIMITS.xmlDepth + 1))).message).toContain(String(LIMITS.xmlDepth));
    const wide = (count: number) => `<a ${Array.from({ length: count }, (_, i) => `k${i}="v"`).join(' ')}/>`;
    await read(wide(LIMITS.xmlAttributes), []);
    expect((await failure(wide(LIMITS.xmlAttributes + 1))).message).toContain(String(LIMITS.xmlAttributes));
  });
});
