import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from './memory-source.ts';
import { splitZip } from './split-zip.ts';
import { writeZip } from './write-zip.ts';
import { openZip } from './zip.ts';

async function zipOf(files: Record<string, string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  const members = Object.entries(files).map(([name, text], index) => {
    const bytes = Buffer.from(text);
    const isStored = index % 2 === 1;
    const data = isStored ? bytes : deflateRawSync(bytes);
    return { name, data, method: isStored ? 0 : 8, crc: crc32(bytes), inflated: bytes.length };
  });
  for await (const part of writeZip(members)) parts.push(part);
  return Buffer.concat(parts);
}

const byFolder = (name: string) => {
  const [group = '', ...rest] = name.split('/');
  return rest.length === 0 ? null : { group, name: rest.join('/') };
};

async function contentOf(archive: Buffer | undefined): Promise<Record<string, string>> {
  const { entries, source } = await openZip(sourceFromBytes(archive ?? Buffer.alloc(0)));
  const found: Record<string, string> = {};
  for (const name of entries) {
    const member = await source(name);
    found[name] = Buffer.from(await member.slice(0, member.size)).toString('utf8');
  }
  return found;
}

describe('an archive of several repositories', () => {
  it('becomes one of each, with the same bytes under their names there, and says what belongs to none', async () => {
    const zip = await zipOf({ 'a/x.yml': 'one', 'b/x.yml': 'two', 'a/y/z.yml': 'three', 'readme.md': 'four' });
    const { archives, left } = await splitZip(sourceFromBytes(zip), byFolder);
    expect(left).toEqual(['readme.md']);
    expect([...archives.keys()]).toEqual(['a', 'b']);
    expect(await contentOf(archives.get('a'))).toEqual({ 'x.yml': 'one', 'y/z.yml': 'three' });
    expect(await contentOf(archives.get('b'))).toEqual({ 'x.yml': 'two' });
  });

  it('inflates nothing: a member that lies is handed on, and refused by whoever reads it', async () => {
    const zip = await zipOf({ 'a/x.yml': 'one' });
    zip.writeUInt32LE(7, 14);
    zip.writeUInt32LE(7, zip.indexOf(Buffer.from('PK\x01\x02')) + 16);
    const { archives } = await splitZip(sourceFromBytes(zip), byFolder);
    await expect(contentOf(archives.get('a'))).rejects.toThrow('checksum');
  });

  it('is refused like any other', async () => {
    const source = sourceFromBytes(readFileSync(import.meta.filename));
    await expect(splitZip(source, byFolder)).rejects.toThrow('not a readable zip archive');
    const leaving = sourceFromBytes(await zipOf({ '../a/x.yml': 'one' }));
    await expect(splitZip(leaving, byFolder)).rejects.toThrow();
  });
});
