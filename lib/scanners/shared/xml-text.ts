import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import { utf16Of } from './decode.ts';

const HEAD = 1024;

/** Encodings that a declaration may name: UTF-8 and its subset, and the single-byte ones that tools still write. */
const SINGLE_BYTE = new Set([
  'iso-8859-1',
  'latin1',
  'latin-1',
  'windows-1252',
  'cp1252',
  'iso-8859-15',
  'windows-1250',
]);

/** The document as text, by its byte order mark, else by its declaration, else UTF-8. */
export async function* xmlText(source: ReportSource): AsyncGenerator<string> {
  let head = Buffer.alloc(0);
  let decoder: TextDecoder | null = null;
  for await (const raw of source.chunks()) {
    const chunk = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
    if (decoder !== null) {
      yield decode(decoder, chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD) continue;
    decoder = decoderFor(head);
    yield decode(decoder, head);
  }
  if (decoder === null) {
    if (head.length === 0) throw new ReportError('the report is empty');
    decoder = decoderFor(head);
    yield decode(decoder, head);
  }
  yield decode(decoder, null);
}

function decode(decoder: TextDecoder, chunk: Buffer | null): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new ReportError(`the bytes are not ${decoder.encoding}, as the XML document says or has to be`);
  }
}

function decoderFor(head: Buffer): TextDecoder {
  const wide = utf16Of(head);
  if (wide !== null) return new TextDecoder(wide, { fatal: true });
  const declared = /^\s{0,20}<\?xml\s[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9._:-]{1,40})["']/.exec(
    head.subarray(head[0] === 0xef ? 3 : 0, 400).toString('latin1'),
  )?.[1];
  const name = (declared ?? 'utf-8').toLowerCase();
  // A declaration that can be read byte by byte is not in UTF-16, whatever it says: text that was converted on its way.
  if (/^(?:utf-?8|(?:us-)?ascii|utf-?16(?:le|be)?|unicode)$/.test(name)) {
    return new TextDecoder('utf-8', { fatal: true });
  }
  if (SINGLE_BYTE.has(name)) return new TextDecoder(name.replace('latin-1', 'latin1'), { fatal: true });
  throw new ReportError(`the XML encoding ${declared} is not supported: send UTF-8`);
}
