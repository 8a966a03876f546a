/** A member as it stands in the archive: its data is what `method` made of it. */
export interface ZipMember {
  name: string;
  data: Uint8Array;
  method: number;
  crc: number;
  /** Bytes that the data inflates to. */
  inflated: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
export const DEFLATED = 8;

interface Written {
  name: Buffer;
  method: number;
  crc: number;
  deflated: number;
  inflated: number;
  offset: number;
}

/** Names, sizes and checksum: the same in both headers of a member. */
function common({ name, method, crc, deflated, inflated }: Written): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(VERSION, 0);
  head.writeUInt16LE(UTF8_NAMES, 2);
  head.writeUInt16LE(method, 4);
  head.writeUInt32LE(crc, 10);
  head.writeUInt32LE(deflated, 14);
  head.writeUInt32LE(inflated, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
}

function signed(signature: number, size = 4): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(signature, 0);
  return bytes;
}

function centralHeader(member: Written): Buffer {
  const made = Buffer.alloc(2);
  made.writeUInt16LE(VERSION, 0);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(member.offset, 10);
  return Buffer.concat([signed(CENTRAL), made, common(member), tail, member.name]);
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = signed(END, 22);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** An archive of these members, in their order. */
export async function* writeZip(members: AsyncIterable<ZipMember> | Iterable<ZipMember>): AsyncGenerator<Buffer> {
  const headers: Written[] = [];
  let offset = 0;
  for await (const { name, data, method, crc, inflated } of members) {
    const written = { name: Buffer.from(name), method, crc, deflated: data.length, inflated, offset };
    headers.push(written);
    const header = Buffer.concat([signed(LOCAL), common(written), written.name]);
    yield header;
    yield Buffer.from(data);
    offset += header.length + data.length;
  }
  const directory = Buffer.concat(headers.map(centralHeader));
  yield directory;
  yield endOfDirectory(headers.length, directory.length, offset);
}
