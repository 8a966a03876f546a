import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_SCANNERS } from './all.ts';
import { collect, fixturesOf } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
const ENCODINGS: Record<string, (text: string) => Buffer> = {
  'UTF-8 with a mark': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16 with a mark': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16 with a mark, big end first': (text) => swapped(`\uFEFF${text}`),
  'UTF-16 without a mark': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16 without a mark, big end first': (text) => swapped(text),
};

/** The first fixture of each kind of document of every scanner; archives have no encoding. */
const cases = ALL_SCANNERS.flatMap((scanner) => {
  const { folder, files } = fixturesOf(scanner.id);
  const whole = files.filter((file) => !/\.(?:bad|claimed)\./.test(file) && /\.(?:json|xml|sarif|fvdl)$/.test(file));
  const firsts = ['.json', '.xml', '.sarif', '.fvdl'].map((end) => whole.find((file) => file.endsWith(end)));
  return firsts.flatMap((file) =>
    file === undefined ? [] : [{ scanner, id: scanner.id, file, path: join(folder, file) }],
  );
});

describe.each(Object.entries(ENCODINGS))('in %s', (_name, encode) => {
  it.each(cases)('$id reads $file like in UTF-8', async ({ scanner, path }) => {
    const text = readFileSync(path, 'utf8');
    const plain = await collect(scanner, sourceFromBytes(text));
    // Small pieces cut characters in two.
    const source = sourceFromBytes(encode(text), null, 1001);
    expect(scanner.accepts(await outlineOf(source))).toBe(true);
    expect(await collect(scanner, source)).toEqual(plain);
  });
});

it('believes the bytes of an XML document more than its declaration of UTF-16', async () => {
  const scanner = ALL_SCANNERS.find(({ id }) => id === 'zap');
  const text = '<?xml version="1.0" encoding="utf-16"?><OWASPZAPReport version="2"><site name="a"/></OWASPZAPReport>';
  const source = sourceFromBytes(text);
  expect(scanner?.accepts(await outlineOf(source))).toBe(true);
  expect(await (scanner === undefined ? null : collect(scanner, source))).toMatchObject({ observations: [] });
});
