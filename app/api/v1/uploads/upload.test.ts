import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { UPLOAD_LIMITS } from '#lib/contracts/upload-limits.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { type Sent, send, storedOf } from './testing.ts';

const MIB = 1024 * 1024;
const LIMITS = { ...UPLOAD_LIMITS };
let harness: Harness;
let repositories = 0;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());
afterEach(() => {
  Object.assign(UPLOAD_LIMITS, LIMITS);
});

const report = (count = 3) =>
  sarifOf(
    Array.from({ length: count }, (_, index) => ({
      rule: `rule-${index}`,
      file: 'src/app.ts',
      line: 10 + index,
      code: `call(${index});`,
    })),
  );

/** A repository that has three open findings. */
async function seeded(): Promise<string> {
  repositories += 1;
  const repo = `acme/api-${repositories}`;
  expect(await send(harness, { params: { repo }, body: report() })).toMatchObject({
    status: 202,
    upload: { introduced: 3 },
  });
  tick(harness, 1);
  return repo;
}

/** Expects a refusal with this status and text that changes nothing, stores no bytes, and lets the next report through. */
async function refused(sent: Sent, status: number, words: RegExp): Promise<void> {
  const repo = await seeded();
  const before = await storedOf(harness);
  const answer = await send(harness, { ...sent, params: { repo, ...sent.params } });
  expect(answer.status).toBe(status);
  expect(answer.contentType).toBe('application/problem+json');
  expect(answer.body.detail).toMatch(words);
  expect(await storedOf(harness)).toEqual(before);
  expect(before.strays).toEqual([]);
  tick(harness, 1);
  expect(await send(harness, { params: { repo }, body: report(2) })).toMatchObject({
    upload: { state: 'processed', fixed: 1 },
  });
}

function formOf(parts: { name: string; filename?: string; content: string | Uint8Array }[], boundary = 'cut'): Buffer {
  const pieces = parts.flatMap(({ name, filename, content }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

const MULTIPART = { 'content-type': 'multipart/form-data; boundary=cut' };

describe('POST /api/v1/uploads', () => {
  it.each([
    ['raw', null, (bytes: Buffer) => bytes],
    ['gzip', 'gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['x-gzip', 'x-gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['br', 'br', (bytes: Buffer) => brotliCompressSync(bytes)],
    ['zstd', 'zstd', (bytes: Buffer) => zstdCompressSync(bytes)],
    ['stacked', 'gzip, br', (bytes: Buffer) => brotliCompressSync(gzipSync(bytes))],
  ])('reads a body that comes %s', async (name, encoding, pack) => {
    const body = pack(Buffer.from(report()));
    const headers = { 'content-type': 'application/sarif+json', ...(encoding ? { 'content-encoding': encoding } : {}) };
    const params = { repo: `acme/encoded-${name}` };
    expect(await send(harness, { params, body, headers, piece: 7 })).toMatchObject({
      status: 202,
      body: { duplicate: false },
      upload: { state: 'processed', introduced: 3, bytes: Buffer.byteLength(report()) },
    });
  });

  it('reads a form with its parameters beside the file, before or after it', async () => {
    const file = { name: 'file', filename: 'report.sarif', content: report() };
    const repo = { name: 'repo', content: 'acme/form' };
    const label = { name: 'label', content: 'after' };
    const first = await send(harness, { body: formOf([repo, file]), headers: MULTIPART, piece: 11 });
    expect(first).toMatchObject({ status: 202, upload: { state: 'processed', filename: 'report.sarif', label: '' } });
    const second = await send(harness, { body: formOf([file, repo, label]), headers: MULTIPART });
    expect(second).toMatchObject({ status: 202, upload: { state: 'processed', label: 'after' } });
  });

  it('answers the same upload for the same bytes, and keeps them once', async () => {
    const params = { repo: 'acme/twice', commit: 'abcdef0' };
    const first = await send(harness, { params, body: report() });
    const second = await send(harness, { params, body: report() });
    expect(second.body).toMatchObject({ id: first.body.id, duplicate: true });
    expect((await storedOf(harness)).strays).toEqual([]);
  });
});

describe('a body that cannot be taken', () => {
  it.each([
    ['nothing', null, {}, 400, /empty/],
    ['no bytes', '', {}, 400, /empty/],
    ['only white space', ' \n\t '.repeat(1000), {}, 400, /empty/],
    ['gzip that is cut off', gzipSync(report()).subarray(0, 60), { 'content-encoding': 'gzip' }, 400, /decompressed/],
    ['gzip that is none', 'this is no gzip', { 'content-encoding': 'gzip' }, 400, /decompressed/],
    [
      'a damaged gzip',
      Buffer.concat([gzipSync(report()).subarray(0, -8), Buffer.alloc(8)]),
      { 'content-encoding': 'gzip' },
      400,
      /decompressed/,
    ],
    ['brotli that is none', 'no brotli either', { 'content-encoding': 'br' }, 400, /decompressed/],
    [
      'zstd that is cut off',
      zstdCompressSync(Buffer.from(report())).subarray(0, 40),
      { 'content-encoding': 'zstd' },
      400,
      /decompressed/,
    ],
    [
      'deflate',
      deflateSync(report()),
      { 'content-encoding': 'deflate' },
      415,
      /"deflate" is not known: send gzip, br, zstd/,
    ],
    ['three encodings', report(), { 'content-encoding': 'gzip, gzip, gzip' }, 415, /At most two/],
    ['a form without boundary', 'x', { 'content-type': 'multipart/form-data' }, 400, /boundary/],
    [
      'a form that is cut off',
      formOf([{ name: 'file', filename: 'r', content: report() }]).subarray(0, 300),
      MULTIPART,
      400,
      /cut off/,
    ],
    ['a form without file', formOf([{ name: 'label', content: 'x' }]), MULTIPART, 400, /no part named "file"/],
    ['a form with an empty file', formOf([{ name: 'file', filename: 'r', content: '' }]), MULTIPART, 400, /empty/],
  ] as const)('is refused: %s', async (_name, body, headers, status, words) => {
    await refused({ body, headers: { ...headers } }, status, words);
  });

  it('is refused when it unpacks to far more than it is, long before the end', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB, ' '));
    await refused({ body: bomb, headers: { 'content-encoding': 'gzip' } }, 413, /more than 200 times/);
    const layers = gzipSync(gzipSync(Buffer.alloc(64 * MIB, ' ')));
    await refused({ body: layers, headers: { 'content-encoding': 'gzip, gzip' } }, 413, /more than 200 times/);
    const inForm = formOf([{ name: 'file', filename: 'r', content: bomb }]);
    await refused({ body: inForm, headers: { ...MULTIPART, 'content-encoding': 'gzip' } }, 413, /more than 200 times/);
  });

  it('is accepted at the limit and refused one byte above, packed or not, announced or not', async () => {
    const padded = (bytes: number) => Buffer.from(report().padEnd(bytes, ' '));
    Object.assign(UPLOAD_LIMITS, { bytes: MIB });
    for (const size of [MIB - 1, MIB]) {
      const params = { repo: `acme/limit-${size}` };
      expect(await send(harness, { params, body: padded(size) })).toMatchObject({ upload: { state: 'processed' } });
    }
    const large = padded(MIB + 1);
    await refused({ body: large }, 413, /larger than 1 MiB/);
    await refused({ body: large, headers: { 'content-length': String(large.length) } }, 413, /larger than 1 MiB/);
    await refused({ body: gzipSync(large), headers: { 'content-encoding': 'gzip' } }, 413, /larger than 1 MiB/);
  });

  it.each([
    ['no repository', { repo: '' }, /repo/],
    ['a repository that is a path', { repo: '../../etc' }, /repo/],
    ['a control character', { label: 'a\u0000b' }, /label/],
    ['a commit that is none', { commit: 'main' }, /commit/],
    ['a link that is a script', { run_url: 'javascript:alert(1)' }, /run_url/],
  ])('is refused with the field that is wrong: %s', async (_name, params, words) => {
    await refused({ params, body: report() }, 400, words);
  });
});
