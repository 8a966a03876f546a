import { describe, expect, it } from 'vitest';
import { Fault } from '#lib/errors.ts';
import { readBody } from './read-body.ts';

const LIMIT = 4096;

/** A body that comes in pieces of 1 KiB, and how many of them were asked for. */
function sent(pieces: number, headers: Record<string, string> = {}, failAt = Number.POSITIVE_INFINITY) {
  const seen = { pulled: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.pulled === failAt)
          return controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
        if (seen.pulled === pieces) return controller.close();
        seen.pulled += 1;
        controller.enqueue(new Uint8Array(1024).fill(0x61));
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: 'POST', headers, body, duplex: 'half' };
  return { seen, request: new Request('http://plumbline.test/', init as RequestInit) };
}

const refusal = async (request: Request) => {
  const error = await readBody(request, LIMIT).catch((thrown: unknown) => thrown);
  return error instanceof Fault ? error.code : error;
};

describe('the body of a request', () => {
  it('is read up to the limit', async () => {
    expect(await readBody(sent(4).request, LIMIT)).toHaveLength(4096);
    expect(await readBody(new Request('http://plumbline.test/', { method: 'POST' }), LIMIT)).toBe('');
  });

  it('is not read at all when its announced length is above it', async () => {
    const { request, seen } = sent(5, { 'content-length': String(LIMIT + 1) });
    expect(await refusal(request)).toBe('too_large');
    expect(seen.pulled).toBe(0);
  });

  it.each([{}, { 'content-length': '10' }])(
    'is left at the first byte too many, whatever was announced: %j',
    async (headers) => {
      const { request, seen } = sent(1000, headers);
      expect(await refusal(request)).toBe('too_large');
      expect(seen).toEqual({ pulled: 5, cancelled: true });
    },
  );

  it('that is cut off is the fault of its sender', async () => {
    expect(await refusal(sent(4, {}, 2).request)).toBe('malformed');
  });
});
