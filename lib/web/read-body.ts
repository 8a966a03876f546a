import { Fault } from '#lib/errors.ts';

const KIB = 1024;

function tooLarge(limit: number): Fault {
  return new Fault('too_large', `The body is larger than ${limit / KIB} KiB.`);
}

/**
 * Reads a body of at most `limit` bytes as text. A larger one is refused by its Content-Length, or else at the first
 * byte too many, and not read further.
 * @throws Fault `too_large`; `malformed` for one that ends before it is complete
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    // Leaving the loop early cancels the stream.
    for await (const chunk of request.body ?? []) {
      bytes += chunk.length;
      if (bytes > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('malformed', 'The body was cut off.', { cause: error });
  }
  return Buffer.concat(chunks).toString('utf8');
}
