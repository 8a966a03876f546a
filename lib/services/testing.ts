import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { connect, type Database } from '#db/client.ts';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { TEST_FILES, type TestDatabase, testDatabase } from '#db/testing.ts';
import type { Context } from '#lib/context.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import type { Principal } from '#lib/domain/access/access.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { readEnv } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { type BoundSystem, bindTo, closeSystem, openSystem, type System } from '#lib/system.ts';
import { NO_LIMITS } from '../../fixtures/no-limits.ts';
import { findReadScope } from './access/find-read-scope.ts';
import { type Accepted, acceptUpload } from './upload/accept.ts';
import { processUpload } from './upload/process.ts';
import { READER_LIMITS, ReaderPool } from './upload/read/pool.ts';
import type { Reader } from './upload/read/protocol.ts';

/** Test helper: real ingest on its own database, without web process and queue. */
export interface Harness extends BoundSystem {
  ctx: Context;
  database: TestDatabase;
  /** A connection that may write outside of transactions: for tests only. */
  admin: Database;
  /** Removed when the harness ends. */
  folder: string;
  /** The injected clock; `tick` moves it. */
  clock: { now: Date };
  accept(params: Record<string, unknown>, bytes: string | Uint8Array): Promise<Accepted>;
  /** Accepts and processes a report; returns the upload afterwards. */
  deliver(params: Record<string, unknown>, bytes: string | Uint8Array): Promise<Upload>;
  process(upload: Upload): Promise<Upload>;
  scopeOf(upload: { repoId: number }): { orgId: number; repoId: number };
  close(): Promise<void>;
}

const envIn = (folder: string) =>
  readEnv({
    ...NO_LIMITS,
    DATA_DIR: folder,
    PUBLIC_URL: 'http://plumbline.test',
    ENCRYPTION_KEY: '5e'.repeat(32),
  });

const START = new Date('2026-03-02T09:00:00Z');

/**
 * Children start once for all harnesses of a process: each start costs most of a second of processor time. So their
 * rights reach over the folders of all of them; how far they reach in the product is tested beside the pool.
 */
let children: ReaderPool | null = null;

function sharedChildren(): ReaderPool {
  children ??= new ReaderPool({ ...READER_LIMITS, folders: { blobs: TEST_FILES, spool: TEST_FILES } });
  return children;
}

async function ensureAcme(admin: Database): Promise<number> {
  const [organization] = await admin<{ id: number }[]>`
    insert into organizations (slug, name, demo, created_at) values ('acme', 'Acme', false, ${START})
    on conflict (slug) do update set name = excluded.name returning id`;
  return organization?.id ?? 0;
}

export async function startHarness(given?: TestDatabase, options: { readers?: Reader } = {}): Promise<Harness> {
  const database = given ?? (await testDatabase());
  mkdirSync(TEST_FILES, { recursive: true });
  const folder = await mkdtemp(join(TEST_FILES, 'harness-'));
  const clock = { now: START };
  const system: System = {
    ...openSystem({
      env: envIn(folder),
      settings: database,
      log: createLog('test', 'silent'),
      name: 'plumbline test harness',
      connections: 6,
      readers: options.readers ?? sharedChildren(),
    }),
    now: () => clock.now,
  };
  const { blobs, now } = system;
  const admin = connect(database, { max: 2, name: 'plumbline test', writable: true });
  const orgId = await ensureAcme(admin);
  const bound = bindTo(system, orgId);
  const ctx: Context = {
    ...bound,
    orgId,
    principal: { kind: 'api_token', orgId, role: 'admin' },
    readScope: wholeOrganization(orgId),
    ...{ userId: null, source: null },
    credential: { kind: 'api_token', name: 'test', tokenId: null },
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
    });
  };
  const process: Harness['process'] = async (upload) => {
    const scope = { orgId, repoId: upload.repoId };
    await processUpload(bound, scope, upload.number);
    return (await findUpload(bound.sql, scope, upload.number)) ?? upload;
  };
  return {
    ...bound,
    admin,
    ctx,
    database,
    folder,
    clock,
    accept,
    process,
    scopeOf: ({ repoId }) => ({ orgId, repoId }),
    deliver: async (params, bytes) => {
      const accepted = await accept(params, bytes);
      return accepted.duplicate ? accepted.upload : process(accepted.upload);
    },
    close: async () => {
      await Promise.all([closeSystem(system, 2), admin.end({ timeout: 2 })]);
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A context for another principal, with the read scope that follows from it. */
export async function actAs(harness: Harness, principal: Principal): Promise<Context> {
  const bound = bindTo(harness.ctx, principal.orgId);
  const readScope = await findReadScope(bound.sql, principal);
  return { ...bound, orgId: principal.orgId, principal, readScope };
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

/** A small SARIF report of a fictitious analyser. */
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
