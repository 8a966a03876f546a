import type { Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib';
import { Fault } from '#lib/errors.ts';

/** A frame may ask for a window of 128 MiB; 8 MiB is what every level but the "ultra" ones of zstd uses. */
const ZSTD = { params: { [constants.ZSTD_d_windowLogMax]: 23 } };

function decoder(encoding: string): Transform | null {
  switch (encoding) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress(ZSTD);
    default:
      throw new Fault(
        'unsupported_encoding',
        `Content-Encoding "${encoding}" is not known: send gzip, br, zstd or none.`,
      );
  }
}

/** Decoders for the encodings of a `Content-Encoding` header, in order. @throws Fault unsupported_encoding */
export function decoders(header: string | null): Transform[] {
  const names = (header ?? '').split(',').map((name) => name.trim().toLowerCase());
  if (names.length > 2) throw new Fault('unsupported_encoding', 'At most two content encodings may be stacked.');
  return names.reverse().flatMap((name) => decoder(name) ?? []);
}

/** Turns a decoder's error into a Fault about the body; returns other errors unchanged. */
export function decodingFault(error: unknown, code: string | null): unknown {
  if (code === 'ZSTD_error_frameParameter_windowTooLarge') {
    return new Fault('malformed', 'The zstd body needs a window above 8 MiB: compress it without --ultra and --long.', {
      cause: error,
    });
  }
  if (code?.startsWith('Z_') || code?.startsWith('ERR_') || code?.startsWith('ZSTD')) {
    return new Fault('malformed', 'The body could not be decompressed: it is damaged or cut off. Send it again.', {
      cause: error,
    });
  }
  return error;
}
