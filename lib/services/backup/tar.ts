/** One entry of a tar file, as ustar has it. `link`: the entry of the same bytes that this one is another name of. */
export interface TarHeader {
  name: string;
  size: number;
  link: string | null;
}

export const TAR_BLOCK = 512;
/** What a size field holds at most. */
const LARGEST = 8 ** 11 - 1;

/** Bytes after an entry's body up to a whole block. */
export const paddingOf = (size: number): number => (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

function checksumOf(block: Uint8Array): number {
  let sum = 0;
  // The field itself counts as spaces.
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 32 : byte;
  return sum;
}

/** The block before an entry's body. Readable by its owner only, in any program that unpacks it. */
export function tarBlock({ name, size, link }: TarHeader): Buffer {
  if (name.length > 100 || (link?.length ?? 0) > 100 || size > LARGEST) throw new Error(`not for a tar: ${name}`);
  const block = Buffer.alloc(TAR_BLOCK);
  block.write(name, 0, 'latin1');
  block.write(
    `${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(0, 11)}\0`,
    100,
    'latin1',
  );
  block.write(link === null ? '0' : '1', 156, 'latin1');
  if (link !== null) block.write(link, 157, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  block.write(`${octal(checksumOf(block), 6)}\0 `, 148, 'latin1');
  return block;
}

const textAt = (block: Buffer, from: number, length: number): string => {
  const text = block.toString('latin1', from, from + length);
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
};

/** @returns null for the block of zeros that ends a tar. @throws Error for anything that `tarBlock` does not write */
export function readTarBlock(block: Buffer): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null;
  const sum = Number.parseInt(textAt(block, 148, 8), 8);
  if (sum !== checksumOf(block)) throw new Error('a block that should begin an entry is damaged');
  const type = textAt(block, 156, 1);
  const sizeText = textAt(block, 124, 12).trim();
  if (!/^[0-7]{1,11}$/.test(sizeText)) throw new Error('an entry without a size');
  if (type !== '0' && type !== '1') throw new Error(`an entry of kind ${JSON.stringify(type)}`);
  const size = Number.parseInt(sizeText, 8);
  if (textAt(block, 345, 155) !== '') throw new Error('an entry with a prefix');
  if (type === '1' && size !== 0) throw new Error('a link with a body');
  return { name: textAt(block, 0, 100), size, link: type === '1' ? textAt(block, 157, 100) : null };
}
