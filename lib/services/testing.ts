import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { connect } from '#db/client.ts';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { type BlobFiles, fileStore } from '#lib/blobs/file-store.ts';
import type { Context } from '#lib/context.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import { createLog } from '#lib/log.ts';
import { type Accepted, acceptUpload } from './upload/accept.ts';
import { type ProcessDeps, processUpload } from './upload/process.ts';
import { ReaderPool } from './upload/read/pool.ts';
import type { Reader } from './upload/read/protocol.ts';

/** Real ingest on a database of its own, without web and queue: for tests. */
export interface Harness extends ProcessDeps {
  ctx: Context;
  database: TestDatabase;
  blobs: BlobFiles;
  /** Removed with the harness. */
  folder: string;
  /** The injected clock; `tick` moves it. */
  clock: { now: Date };
  accept(params: Record<string, unknown>, bytes: string | Uint8Array): Promise<Accepted>;
  /** Accepts and processes; returns the upload as it then is. */
  deliver(params: Record<string, unknown>, bytes: string | Uint8Array): Promise<Upload>;
  process(upload: Upload): Promise<Upload>;
  close(): Promise<void>;
}

const START = new Date('2026-03-02T09:00:00Z');

export async function startHarness(given?: TestDatabase, options: { readers?: Reader } = {}): Promise<Harness> {
  const database = given ?? (await testDatabase());
  const sql = connect(database, { max: 6, name: 'plumbline test harness' });
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-harness-'));
  const blobs = fileStore(join(folder, 'blobs'));
  const clock = { now: START };
  const now = (): Date => clock.now;
  const [organization] = await sql<{ id: number }[]>`
    insert into organizations (slug, name, demo, created_at) values ('acme', 'Acme', false, ${START}) returning id`;
  const orgId = organization?.id ?? 0;
  const asAdmin: Pick<Context, 'principal' | 'userId'> = {
    principal: { kind: 'api_token', orgId, role: 'admin' },
    userId: null,
  };
  const ctx: Context = { orgId, ...asAdmin, sql, readSql: sql, blobs, publicUrl: 'http://plumbline.test', now };
  const pool = new ReaderPool();
  const deps: ProcessDeps = {
    sql,
    blobs,
    readers: options.readers ?? pool,
    spool: join(folder, 'spool'),
    secretKeyOf: () => '5e'.repeat(32),
    now,
    log: createLog('test', 'silent'),
  };
  const accept: Harness['accept'] = async (params, bytes) => {
    const data = Buffer.from(bytes);
    const put = await blobs.put(Readable.from([data]), [], now());
    const report = {
      blob: put.name,
      sha256: createHash('sha256').update(data).digest(),
      bytes: data.length,
      storedBytes: put.storedBytes,
      filename: null,
    };
    return acceptUpload(ctx, {
      params: uploadParams.parse({ repo: 'acme/web', ...params }),
      report,
      idempotencyKey: null,
      tokenId: null,
    });
  };
  const process: Harness['process'] = async (upload) => {
    const scope = { orgId, repoId: upload.repoId };
    await processUpload(deps, scope, upload.number);
    return (await findUpload(sql, scope, upload.number)) ?? upload;
  };
  return {
    ...deps,
    ctx,
    database,
    blobs,
    folder,
    clock,
    accept,
    process,
    deliver: async (params, bytes) => {
      const accepted = await accept(params, bytes);
      return accepted.duplicate ? accepted.upload : process(accepted.upload);
    },
    close: async () => {
      pool.close();
      await sql.end({ timeout: 2 });
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Moves the clock of a harness. */
export function tick(harness: Harness, minutes: number): void {
  harness.clock.now = new Date(harness.clock.now.getTime() + minutes * 60_000);
}

export interface FakeResult {
  rule: string;
  file: string;
  line: number;
  code: string;
  level?: 'error' | 'warning' | 'note';
  suppressed?: boolean;
}

/** A small SARIF report of an invented analyser. */
export function sarifOf(
  results: readonly FakeResult[],
  tool = 'plumbtest',
  options: { successful?: boolean } = {},
): string {
  return JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool,
            version: '1.0.0',
            rules: [...new Set(results.map((r) => r.rule))].map((id) => ({
              id,
              shortDescription: { text: `Rule ${id}` },
            })),
          },
        },
        invocations: [{ executionSuccessful: options.successful ?? true }],
        results: results.map((result) => ({
          ruleId: result.rule,
          level: result.level ?? 'error',
          message: { text: `Found by ${result.rule}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: result.file },
                region: { startLine: result.line, snippet: { text: result.code } },
              },
            },
          ],
          ...(result.suppressed ? { suppressions: [{ kind: 'inSource' }] } : {}),
        })),
      },
    ],
  });
}
