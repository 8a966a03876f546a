import type { ReportSource } from '#lib/scanners/contract.ts';

/**
 * The report's bytes as UTF-8 without a byte order mark. UTF-16 with a mark is re-encoded (PowerShell's `>` writes it);
 * everything else is passed on as it is.
 */
export async function* utf8Chunks(source: ReportSource): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  for await (const raw of source.chunks()) {
    let chunk = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
    if (head !== null) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 3) continue;
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
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  return null;
}

function withoutMark(head: Buffer): Buffer<ArrayBuffer> {
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const copy = Buffer.from(head.buffer as ArrayBuffer, head.byteOffset, head.byteLength);
  return marked ? copy.subarray(3) : copy;
}
