import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { constants, createZstdCompress, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { UPLOAD_LIMITS } from '#lib/contracts/upload-limits.ts';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { problemResponse } from '#lib/web/problem.ts';
import { postUpload } from './post-upload.ts';

const KIB = 1024;
const LIMITS = { ...UPLOAD_LIMITS };
const REPORT = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }]);
let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  expect((await post('repo=acme/first', bodyOf([REPORT]).stream, {})).status).toBe(202);
});
afterAll(() => harness.close());
afterEach(() => {
  Object.assign(UPLOAD_LIMITS, LIMITS);
});

const aborted = () => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });

/** A body of these pieces that ends in the given way, and a count of the pieces that were read. */
function bodyOf(pieces: readonly (string | Uint8Array)[], end: 'complete' | 'aborted' | 'waiting' = 'complete') {
  const seen = { pulled: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[seen.pulled];
        seen.pulled += 1;
        if (piece !== undefined) return controller.enqueue(Buffer.from(piece));
        if (end === 'complete') controller.close();
        else if (end === 'aborted') controller.error(aborted());
        else return new Promise(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, stream };
}

interface Answer {
  status: number;
  detail: string;
  retryAfter: string | null;
  rateLimit: string | null;
}

async function post(
  query: string,
  stream: ReadableStream,
  headers: Record<string, string>,
  ctx = harness.ctx,
): Promise<Answer> {
  const init = { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit;
  const request = new Request(`http://plumbline.test/api/v1/uploads?${query}`, init);
  const answer = await postUpload(ctx, request).catch(problemResponse);
  const body = (await answer.json()) as { detail?: string };
  const { status, headers: given } = answer;
  const [retryAfter, rateLimit] = [given.get('retry-after'), given.get('ratelimit')];
  return { status, detail: body.detail ?? '', retryAfter, rateLimit };
}

/** Every file below the folder of blobs, half-written ones included. */
function filesOf(): string[] {
  const folder = join(harness.folder, 'blobs');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

const MULTIPART = { 'content-type': 'multipart/form-data; boundary=cut' };
const field = (name: string, value: string) =>
  `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const fileHead = (rest = '; filename="r.sarif"') =>
  `--cut\r\nContent-Disposition: form-data; name="file"${rest}\r\n\r\n`;
const END = '\r\n--cut--\r\n';
const large = Array.from({ length: 200 }, () => ' '.repeat(16 * KIB));

describe('a body on its way', () => {
  it.each([
    ['raw', 'repo=acme/cut', {}, [REPORT.slice(0, 200)]],
    ['as a form, within its file', 'repo=acme/cut', MULTIPART, [fileHead(), REPORT.slice(0, 200)]],
    ['as a form, after its file', 'repo=acme/cut', MULTIPART, [fileHead(), REPORT, '\r\n--cut\r\nContent-Disp']],
    [
      'as a form, within a file that nobody reads',
      'repo=acme/cut',
      MULTIPART,
      [fileHead(), REPORT, `\r\n${fileHead()}`, REPORT.slice(0, 200)],
    ],
  ])('that breaks off is its sender’s fault and leaves nothing: %s', async (_name, query, headers, pieces) => {
    const before = filesOf();
    const answer = await post(query, bodyOf(pieces, 'aborted').stream, headers);
    expect(answer).toMatchObject({ status: 400, detail: expect.stringMatching(/broke/) });
    expect(filesOf()).toEqual(before);
  });

  it('is not read when its announced length is too large, and counts on the wire as well', async () => {
    Object.assign(UPLOAD_LIMITS, { bytes: 256 * KIB });
    const before = filesOf();
    const { stream, seen } = bodyOf(large);
    const announced = await post('repo=acme/announced', stream, { 'content-length': String(256 * KIB + 1) });
    expect([announced.status, seen.pulled]).toEqual([413, 0]);
    // Unpacks to nothing, however long it goes on.
    const nothing = Buffer.concat(Array<Buffer>(1024).fill(gzipSync('')));
    const members = bodyOf(Array<Buffer>(100).fill(nothing));
    expect((await post('repo=acme/members', members.stream, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect(members.seen.pulled).toBeLessThan(100);
    expect(filesOf()).toEqual(before);
  });

  it('has one file: the first', async () => {
    const before = filesOf().length;
    const body = bodyOf([fileHead(), REPORT, '\r\n', fileHead(), REPORT.slice(1), END]);
    expect((await post('repo=acme/first-of-two', body.stream, MULTIPART)).status).toBe(202);
    expect(filesOf()).toHaveLength(before + 1);
    const [row] = await harness.sql<
      { bytes: number }[]
    >`select bytes from uploads order by received_at desc, repo_id desc limit 1`;
    expect(Number(row?.bytes)).toBe(Buffer.byteLength(REPORT));
  });

  it('is refused by what stands before its file, and the file is not read', async () => {
    const before = filesOf();
    const { stream, seen } = bodyOf([field('repo', '../etc'), fileHead(), ...large, END]);
    expect(await post('', stream, MULTIPART)).toMatchObject({ status: 400, detail: expect.stringMatching(/repo/) });
    expect(seen.pulled).toBeLessThan(10);
    expect(filesOf()).toEqual(before);
  });

  it('may name its repository after a file that is small, and not after one that is large', async () => {
    Object.assign(UPLOAD_LIMITS, { unannounced: 256 * KIB });
    const small = bodyOf([fileHead(), REPORT, '\r\n', field('repo', 'acme/after'), '--cut--\r\n']);
    expect((await post('', small.stream, MULTIPART)).status).toBe(202);
    const before = filesOf();
    const { stream, seen } = bodyOf([fileHead(), ...large, '\r\n', field('repo', 'acme/after'), '--cut--\r\n']);
    expect(await post('', stream, MULTIPART)).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/before the file/),
    });
    expect(seen.pulled).toBeLessThan(40);
    expect(filesOf()).toEqual(before);
    const announced = bodyOf([field('repo', 'acme/after'), fileHead(), REPORT, ...large, END]);
    expect((await post('', announced.stream, MULTIPART)).status).toBe(202);
  });

  it('has a file name that can be shown and stored', async () => {
    const long = fileHead(`; filename="${'n'.repeat(2000)}"`);
    expect((await post('repo=acme/long', bodyOf([long, REPORT, END]).stream, MULTIPART)).status).toBe(202);
    const [stored] = await harness.sql<{ filename: string }[]>`select filename from uploads where filename ~ '^nnn'`;
    expect(stored?.filename).toHaveLength(255);
    const head = fileHead("; filename*=utf-8''a%00b.sarif");
    expect((await post('repo=acme/named', bodyOf([head, REPORT, END]).stream, MULTIPART)).status).toBe(202);
    expect(await harness.sql`select filename from uploads where filename is not null and filename ~ '^ab'`).toEqual([
      { filename: 'ab.sarif' },
    ]);
  });

  it.each([
    [23, 202],
    [24, 400],
  ])('may not ask for a window above 8 MiB: 2^%i is answered with %i', async (windowLog, status) => {
    const params = { [constants.ZSTD_c_windowLog]: windowLog };
    // In two pieces, so that zstd does not know the size and cannot shrink the window.
    const packed = Readable.from([Buffer.from(REPORT), Buffer.from(' ')]).pipe(createZstdCompress({ params }));
    const answer = await post(`repo=acme/window-${windowLog}`, bodyOf([await buffer(packed)]).stream, {
      'content-encoding': 'zstd',
    });
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.detail).toMatch(/window above 8 MiB/);
  });

  it('is not read when its credential sends too many at once, and counts as sent however it ends', async () => {
    const ctx = { ...harness.ctx, env: { ...harness.env, UPLOADS_AT_ONCE: 1 } };
    const slow = bodyOf([REPORT], 'waiting');
    void post('repo=acme/slow', slow.stream, {}, ctx);
    await expect.poll(() => slow.seen.pulled, { timeout: 20_000 }).toBe(2);
    const second = bodyOf([REPORT]);
    const refused = await post('repo=acme/second', second.stream, {}, ctx);
    expect(refused).toMatchObject({
      status: 429,
      retryAfter: '1',
      detail: expect.stringMatching(/may send 1 at once/),
    });
    expect([second.seen.pulled, refused.rateLimit]).toEqual([
      0,
      expect.stringMatching(/^"credential";r=\d+;t=\d+, "org/),
    ]);
    const other = { ...ctx, userId: 7, credential: { ...harness.ctx.credential, tokenId: 99 } };
    expect((await post('repo=acme/third', bodyOf([REPORT], 'aborted').stream, {}, other)).status).toBe(400);
    expect((await post('repo=acme/third', bodyOf([REPORT]).stream, {}, other)).status).toBe(202);
    expect((await post('repo=acme/third', bodyOf([REPORT, ' ']).stream, {}, other)).status).toBe(202);
  });

  it('is not read when its credential has sent too many within a minute; a repeated delivery counts too', async () => {
    const credential = { ...harness.ctx.credential, tokenId: 100 };
    const ctx = { ...harness.ctx, credential, env: { ...harness.env, UPLOADS_PER_MINUTE: 2 } };
    for (let n = 1; n <= 2; n += 1) {
      const answer = await post('repo=acme/often', bodyOf([REPORT]).stream, {}, ctx);
      expect([answer.status, answer.rateLimit]).toEqual([202, expect.stringMatching(new RegExp(`;r=${2 - n};`))]);
    }
    const { stream, seen } = bodyOf([REPORT]);
    expect(await post('repo=acme/often', stream, {}, ctx)).toMatchObject({ status: 429, retryAfter: '30' });
    expect(seen.pulled).toBe(0);
  });

  it('takes a slot of the process and releases it, however it ends', async () => {
    Object.assign(UPLOAD_LIMITS, { receiving: 2 });
    const slow = bodyOf([REPORT], 'waiting');
    void post('repo=acme/slow', slow.stream, {});
    await expect.poll(() => slow.seen.pulled, { timeout: 20_000 }).toBe(2);
    // The body of an earlier test waits as well.
    expect(await post('repo=acme/second', bodyOf([REPORT]).stream, {})).toMatchObject({ status: 503, retryAfter: '2' });
    Object.assign(UPLOAD_LIMITS, { receiving: 3 });
    expect((await post('repo=acme/third', bodyOf([REPORT], 'aborted').stream, {})).status).toBe(400);
    expect((await post('repo=acme/third', bodyOf([REPORT]).stream, {})).status).toBe(202);
  });
});
