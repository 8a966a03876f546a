import type { ReportSource } from '#lib/scanners/contract.ts';

/**
 * The report's bytes as UTF-8 without a byte order mark. UTF-16 is re-encoded, with a mark (PowerShell's `>` writes it)
 * or without; everything else is passed on as it is.
 */
export async function* utf8Chunks(source: ReportSource): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  for await (const raw of source.chunks()) {
    let chunk = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
    if (head !== null) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 4) continue;
      decoder = utf16Decoder(head);
      chunk = decoder === null ? withoutMark(head) : head;
      head = null;
    }
    if (decoder !== null) chunk = Buffer.from(decoder.decode(chunk, { stream: true }));
    if (chunk.length > 0) yield chunk;
  }
  if (head !== null && head.length > 0) yield withoutMark(head);
  if (decoder !== null) yield Buffer.from(decoder.decode());
}

function utf16Decoder(head: Buffer): TextDecoder | null {
  const encoding = utf16Of(head);
  return encoding === null ? null : new TextDecoder(encoding);
}

/** Of the two encodings by their mark, else by the zero beside each of the first two characters. */
export function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le';
  return a === 0 && b !== 0 && c === 0 && d !== 0 && head.length >= 4 ? 'utf-16be' : null;
}

function withoutMark(head: Buffer): Buffer<ArrayBuffer> {
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const copy = Buffer.from(head.buffer as ArrayBuffer, head.byteOffset, head.byteLength);
  return marked ? copy.subarray(3) : copy;
}
