import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Upload } from '#db/queries/uploads.ts';
import { encodeId } from '#lib/ids.ts';
import { openRawUpload } from '#lib/views/upload/get-raw-upload.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { processUpload } from './process.ts';
import { ReaderDiedError } from './read/protocol.ts';
import { sweepBlobs } from './sweep.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** Does not look like a secret: only the report's own statement makes it one. */
const SECRET = 'quietly-planted-value-77aa';
const leak = (line: number) => ({
  RuleID: 'generic-api-key',
  Description: 'Detected a Generic API Key',
  StartLine: line,
  EndLine: line,
  StartColumn: 1,
  EndColumn: 40,
  Match: `key = "${SECRET}${line}"`,
  Secret: `${SECRET}${line}`,
  File: `config-${line}.ts`,
  Entropy: 3.9,
  Tags: [],
  Fingerprint: `config-${line}.ts:generic-api-key:${line}`,
});
const leaks = (count: number) => Array.from({ length: count }, (_, index) => leak(index + 1));
const report = (count: number) => JSON.stringify(leaks(count), null, 1);

/** Stored files that contain the secret, of any upload. */
async function filesWithSecret(): Promise<string[]> {
  const root = join(harness.folder, 'blobs');
  const found: string[] = [];
  for await (const file of glob('**/*', { cwd: root, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = zstdDecompressSync(await readFile(join(file.parentPath, file.name)));
    if (bytes.includes(SECRET)) found.push(file.name);
  }
  return found;
}

const idOf = (upload: Upload) => encodeId('upload', upload);
const raw = async (upload: Upload) => text((await openRawUpload(harness.ctx, idOf(upload))).stream);
const toldOf = async (upload: Upload) => (await getUpload(harness.ctx, idOf(upload))).raw;

describe('the stored bytes of a report', () => {
  it('have a name that no header can be made of, whatever the tool calls itself', async () => {
    const report = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }], '工具/..');
    const upload = await harness.deliver({ repo: 'acme/named' }, report);
    const { filename, stream } = await openRawUpload(harness.ctx, idOf(upload));
    stream.destroy();
    expect(upload.scanner).toContain('工具');
    expect(filename).toMatch(/^[\w.+-]+$/);
  });
});

describe('the stored bytes of a report with a secret', () => {
  it('are not served while it waits or is read, and hold no secret once it is processed', async () => {
    const { upload } = await harness.accept({ repo: 'acme/waits' }, report(1));
    await expect(raw(upload)).rejects.toMatchObject({ code: 'conflict' });
    expect(await toldOf(upload)).toBe('unread');
    await harness.admin`update uploads set state = 'processing' where repo_id = ${upload.repoId}`;
    await expect(raw(upload)).rejects.toMatchObject({ code: 'conflict' });
    expect(await harness.process(upload)).toMatchObject({ state: 'processed', introduced: 1 });
    expect(await raw(upload)).not.toContain(SECRET);
    expect(await toldOf(upload)).toBe('redacted');
    expect(await filesWithSecret()).toEqual([]);
  });

  it('are dropped when it breaks after the secret was read, and the reason does not show the secret', async () => {
    const broken = `${report(2).slice(0, -2)}, {"RuleID": ${SECRET}`;
    const upload = await harness.deliver({ repo: 'acme/broken', scanner: 'gitleaks' }, broken);
    expect(upload.state).toBe('rejected');
    expect(`${upload.reason} ${upload.position}`).not.toContain(SECRET);
    await expect(raw(upload)).rejects.toMatchObject({ code: 'not_found', sentence: expect.stringMatching(/dropped/) });
    expect(await toldOf(upload)).toBe('dropped');
    expect(await filesWithSecret()).toEqual([]);
  });

  it('are dropped when the format is unknown', async () => {
    const upload = await harness.deliver({ repo: 'acme/unknown' }, `{"mine": "${SECRET}"}`);
    expect(upload.state).toBe('rejected');
    expect(await filesWithSecret()).toEqual([]);
  });

  it('are kept, unserved, for the first two deaths of its reader, and dropped with the third', async () => {
    const { upload } = await harness.accept({ repo: 'acme/deadly' }, report(1));
    const readers = { read: () => Promise.reject(new ReaderDiedError('ended with SIGKILL')) };
    const attempt = () => processUpload({ ...harness, readers }, harness.scopeOf(upload), upload.number);
    for (let strike = 1; strike <= 2; strike += 1) {
      await expect(attempt()).rejects.toThrow(ReaderDiedError);
      await expect(raw(upload)).rejects.toMatchObject({ code: 'conflict' });
      expect(await filesWithSecret()).toHaveLength(1);
    }
    await attempt();
    await expect(raw(upload)).rejects.toMatchObject({ code: 'not_found' });
    expect(await filesWithSecret()).toEqual([]);
  });

  it('hold no secret when it is held, released or superseded', async () => {
    const repo = 'acme/held';
    await harness.deliver({ repo, commit: 'aaaaaa1' }, report(30));
    tick(harness, 1);
    const held = await harness.deliver({ repo, commit: 'aaaaaa2' }, report(1));
    expect(held.state).toBe('held');
    expect(await raw(held)).not.toContain(SECRET);
    const old = { repo, commit: 'aaaaaa3', started_at: '2026-03-01T00:00:00Z' };
    const late = await harness.deliver(old, report(2));
    expect(late.state).toBe('superseded');
    expect(await raw(late)).not.toContain(SECRET);
    expect(await filesWithSecret()).toEqual([]);
  });

  it('of a report that an older version refused and kept go with the sweep', async () => {
    const { upload } = await harness.accept({ repo: 'acme/older' }, report(1));
    await harness.admin`update uploads set state = 'rejected' where repo_id = ${upload.repoId}`;
    expect(await filesWithSecret()).toHaveLength(1);
    await expect(raw(upload)).rejects.toMatchObject({ code: 'not_found' });
    // Each old day is swept once in 24 hours.
    for (let hour = 25; hour < 49; hour += 1) {
      await sweepBlobs({ ...harness, now: () => new Date(Date.now() + hour * 3_600_000) });
    }
    expect(await filesWithSecret()).toEqual([]);
  });
});
