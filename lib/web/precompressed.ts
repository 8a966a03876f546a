import { createReadStream, globSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ServeStatic, takesEncoding } from './serve-static.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

interface Copy {
  file: string;
  bytes: number;
  type: string;
}

/** The compressed copies of scripts and style sheets in the folder, by the address of the original. */
function copiesIn(folder: string, address: string): ReadonlyMap<string, Copy> {
  const names = globSync('**/*.{js,css}.br', { cwd: folder });
  return new Map(
    names.map((name) => {
      const original = name.slice(0, -'.br'.length);
      const file = join(folder, name);
      return [`${address}/${original}`, { file, bytes: statSync(file).size, type: TYPES[extname(original)] ?? '' }];
    }),
  );
}

/** Sends a file. For HEAD, Node leaves out the body itself. */
async function send(file: string, response: ServerResponse): Promise<void> {
  try {
    await pipeline(createReadStream(file), response);
  } catch (error) {
    // Do not log a browser that closed the connection.
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
  }
}

/**
 * Next compresses static files with gzip for each request anew; what `npm start` compressed once is a sixth smaller.
 * Requests of other addresses, and of clients that take no Brotli, are left to Next.
 * `folder`: where they are; `address`: under which they are served. Their names hold a hash of their content.
 */
export function precompressed(folder: string, address: string): ServeStatic {
  const copies = copiesIn(folder, address);
  return (request, response, path) => {
    const copy = copies.get(path);
    if (copy === undefined || !takesEncoding(request, 'br')) return null;
    response.writeHead(200, {
      'content-type': copy.type,
      'content-encoding': 'br',
      'content-length': copy.bytes,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    return send(copy.file, response);
  };
}
