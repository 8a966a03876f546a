import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ReportError } from '#lib/scanners/contract.ts';
import { LIMITS } from './limits.ts';
import { sourceFromBytes } from './memory-source.ts';
import { openZip } from './zip.ts';

interface Member {
  name: string;
  data: Buffer;
  method?: number;
  flags?: number;
  size?: number;
  crc?: number;
  mode?: number;
  /** Share the local file of the first member. */
  shared?: boolean;
}

function zipOf(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const method = member.method ?? 8;
    const body = method === 0 ? member.data : deflateRawSync(member.data);
    const name = Buffer.from(member.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(member.flags ?? 0x800, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(member.crc ?? crc32(member.data), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(member.size ?? member.data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x031e, 4);
    common.copy(central, 6);
    central.writeUInt32LE(((member.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(member.shared === true ? 0 : offset, 42);
    centrals.push(central, name);
    if (member.shared === true) continue;
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, body]);
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

async function readAll(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await openZip(sourceFromBytes(bytes));
  const found = new Map<string, string>();
  for (const name of zip.entries) {
    const source = await zip.source(name);
    found.set(name, Buffer.from(await source.slice(0, source.size)).toString());
  }
  return found;
}

const member = (name: string, extra: Partial<Member> = {}): Member => ({ name, data: Buffer.from('data'), ...extra });

describe('openZip', () => {
  it('gives members by name, folders left out', async () => {
    const bytes = zipOf([
      member('a/', { data: Buffer.alloc(0), method: 0 }),
      member('a/b.xml'),
      member('c', { method: 0 }),
    ]);
    expect([...(await readAll(bytes))]).toEqual([
      ['a/b.xml', 'data'],
      ['c', 'data'],
    ]);
  });

  it.each<[string, Buffer]>([
    ['a name that leaves the folder', zipOf([member('../x')])],
    ['a name that leaves it later', zipOf([member('a/../../x')])],
    ['an absolute name', zipOf([member('/etc/x')])],
    ['a drive', zipOf([member('C:/x')])],
    ['a backslash', zipOf([member('a\\..\\x')])],
    ['a NUL in a name', zipOf([member('a\0b')])],
    ['a symbolic link', zipOf([member('x', { mode: 0o120777 })])],
    ['a device', zipOf([member('x', { mode: 0o020666 })])],
    ['an encrypted member', zipOf([member('x', { flags: 0x801 })])],
    ['an unknown method', zipOf([member('x', { method: 9 })])],
    ['a nested archive', zipOf([member('in.zip')])],
    ['two members of one name', zipOf([member('x'), member('x')])],
    ['overlapping members', zipOf([member('x'), member('y', { shared: true })])],
    ['a member larger than it says', zipOf([member('x', { size: 2 })])],
    ['a member smaller than it says', zipOf([member('x', { size: 20 })])],
    ['a wrong checksum', zipOf([member('x', { crc: 1 })])],
    ['an absurd ratio', zipOf([member('x', { data: Buffer.alloc(3_000_000) })])],
    ['more than the total, as declared', zipOf([member('x', { size: LIMITS.zipTotal + 1 })])],
    ['half an archive', zipOf([member('x')]).subarray(0, 40)],
    ['no archive', Buffer.from('hello')],
  ])('refuses %s', async (_what, bytes) => {
    await expect(readAll(bytes)).rejects.toBeInstanceOf(ReportError);
  });

  it('does not count the scanned source that Fortify packs beside its results, up to its own limit', async () => {
    const sources = (count: number) => Array.from({ length: count }, (_, index) => member(`src-archive/${index}.java`));
    const { entries } = await openZip(sourceFromBytes(zipOf([member('audit.fvdl'), ...sources(3000)])));
    expect(entries).toHaveLength(3001);
    await expect(openZip(sourceFromBytes(zipOf(sources(10_001))))).rejects.toThrow('members');
  });

  it('takes 1,000 members and refuses 1,001, naming the limit', async () => {
    const many = (count: number) => zipOf(Array.from({ length: count }, (_, i) => member(`f${i}`)));
    expect((await openZip(sourceFromBytes(many(1000)))).entries).toHaveLength(1000);
    await expect(openZip(sourceFromBytes(many(1001)))).rejects.toThrow('1000');
  });
});
