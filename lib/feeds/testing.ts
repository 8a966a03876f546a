import { crc32, deflateRawSync } from 'node:zlib';

/** A member of a test archive; what is given beside name and data is a lie of the archive. */
export interface TestMember {
  name: string;
  data: string | Uint8Array;
  /** Its size, as the directory says. */
  size?: number;
  crc?: number;
  method?: number;
  flags?: number;
}

/** Test helper: a zip archive of these members, deflated. */
export function zipOf(members: Iterable<TestMember>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, ...lies } of members) {
    const [label, plain] = [Buffer.from(name), Buffer.from(data)];
    const packed = deflateRawSync(plain);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(lies.flags ?? 0, 2);
    header.writeUInt16LE(lies.method ?? 8, 4);
    header.writeUInt32LE(lies.crc ?? crc32(plain), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(lies.size ?? plain.length, 18);
    header.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), header, label, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), header, tail, label]));
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}
