import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isBackingUp } from '#db/queries/backup.ts';
import { findJobKeys } from '#db/queries/jobs.ts';
import { readOutbox } from '#db/queries/outbox.ts';
import type { Upload } from '#db/queries/uploads.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { outboxKindsOf } from '#lib/domain/sink/outbox-kinds.ts';
import { SINK_EVENTS } from '#lib/domain/sink/sink.ts';
import { DAY_MS, MINUTE_MS } from '#lib/domain/time.ts';
import { processUploadJob } from '#lib/jobs/process-upload.ts';
import { identifyToken } from '../access/identify-token.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { recount } from '../recount.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { createToken } from '../token/create.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { sweepBlobs, sweepUploads } from '../upload/sweep.ts';
import { readNotedBackup } from './note-backup.ts';
import { type RestoreOptions, restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const harnesses: Harness[] = [];
async function start(): Promise<Harness> {
  const started = await startHarness(undefined, { readers: inProcessReader });
  harnesses.push(started);
  return started;
}

let origin: Harness;
let folder: string;
beforeAll(async () => {
  origin = await start();
  folder = join(origin.folder, 'backups');
  await mkdir(folder);
});
afterAll(async () => {
  for (const each of harnesses) await each.close();
});

const report = (...names: string[]) =>
  sarifOf(names.map((name) => ({ rule: 'r', file: `${name}.ts`, line: 1, code: `call(${name});` })));
const pathOf = (name: string) => join(folder, `${name}.tar`);
const back = (name: string, withKeys = false) => writeBackup(origin, { path: pathOf(name), withKeys });

function restoreInto(target: Harness, name: string, options: Partial<RestoreOptions> = {}, env = target.env) {
  const into = { env, settings: target.database, now: target.now(), say: () => undefined };
  return restoreBackup(into, { path: pathOf(name), replace: false, otherKey: false, ...options });
}

/** Every row of every table, as text; without what a restored database has of its own: that it was restored. */
async function rowsOf({ admin }: Harness): Promise<Record<string, string[]>> {
  const tables = await admin<{ name: string }[]>`
    select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition and relname not in ('plumbline_migrations', 'workers', 'audit_heads') order by 1`;
  const found: Record<string, string[]> = {};
  for (const { name } of tables) {
    const moving = name === 'outbox' ? ` - 'transaction'` : '';
    const rows = await admin.unsafe<{ row: string }[]>(
      `select (to_jsonb(t)${moving})::text as row from ${name} t order by 1`,
    );
    found[name] = rows.map(({ row }) => row).filter((row) => !row.includes('"installation.restored"'));
  }
  return found;
}

const isGone = (harness: Harness, { blob }: Upload) =>
  stat(harness.blobs.pathOf(blob)).then(
    () => false,
    () => true,
  );

/** A day of hourly sweeps, later than any file was written. */
async function sweepAllBlobs(harness: Harness): Promise<void> {
  const day = Math.ceil(Date.now() / DAY_MS) + 2;
  for (let hour = 0; hour < 24; hour += 1) {
    await sweepBlobs({ ...harness, now: () => new Date(day * DAY_MS + hour * 60 * MINUTE_MS) });
  }
}

const SECRET = 'hexter-s3cret77';
const withSecret = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: `connect("password=${SECRET}")` }]);

describe('a backup that is made while others write', () => {
  it('is of one moment, and holds every report that the database refers to at that moment', async () => {
    const first = await origin.deliver({ repo: 'acme/web' }, report('a', 'b', 'c'));
    tick(origin, 60);
    await origin.deliver({ repo: 'acme/web' }, report('a', 'b'));
    const repeated = await origin.deliver({ repo: 'acme/web', commit: 'b'.repeat(40) }, report('a', 'b'));
    expect((await stat(origin.blobs.pathOf(repeated.blob))).nlink).toBe(2);
    const { token } = await createToken(
      origin.ctx,
      createTokenBody.parse({ kind: 'api', role: 'viewer', name: 'kept' }),
    );
    const { upload: waiting } = await origin.accept({ repo: 'acme/api' }, report('d'));
    const { upload: masked } = await origin.accept({ repo: 'acme/secret' }, withSecret);
    const { upload: refused } = await origin.accept({ repo: 'acme/broken' }, '{"version": "2.1.0", "runs": [{');
    const before = await rowsOf(origin);

    // The first table that is copied is held, so that all this happens between the moment and the copies.
    const backup = await origin.admin.begin(async (tx) => {
      await tx`lock table audit_entries in access exclusive mode`;
      const writing = back('busy');
      await vi.waitFor(async () => {
        const blocked = await origin.admin`
          select 1 from pg_stat_activity where application_name = 'plumbline backup' and wait_event_type = 'Lock'`;
        expect(blocked).toHaveLength(1);
      });
      expect(await isBackingUp(origin.systemSql)).toBe(true);
      expect((await origin.process(refused)).state).toBe('rejected');
      expect((await origin.process(masked)).state).toBe('processed');
      await sweepAllBlobs(origin);
      expect(await isGone(origin, refused)).toBe(false);
      return { writing };
    });
    await origin.deliver({ repo: 'acme/later' }, report('z'));
    const written = await backup.writing;
    expect(written.reports).toMatchObject({ files: 5, links: 1, missing: 0 });
    expect(await isBackingUp(origin.systemSql)).toBe(false);
    await sweepAllBlobs(origin);
    expect(await isGone(origin, refused)).toBe(true);
    expect((await readNotedBackup(origin.env.DATA_DIR))?.bytes).toBe((await stat(pathOf('busy'))).size);
    expect((await stat(pathOf('busy'))).mode & 0o777).toBe(0o600);

    const target = await start();
    const restored = await restoreInto(target, 'busy');
    expect(restored).toMatchObject({ rows: written.rows, reports: 6, jobs: 6, keys: 'same' });
    expect(await rowsOf(target)).toEqual(before);
    const known = await target.admin`select distinct tablename from pg_stats where schemaname = 'public'`;
    expect(
      known.map(({ tablename }) => tablename),
      'what the planner knows',
    ).toContain('findings');
    expect(await recount(target.systemSql)).toEqual({ differences: [] });
    expect((await verifyAudit(target.systemSql, { orgId: 1 })).problem).toBeNull();
    expect(await identifyToken(target.systemSql, token, target.now())).toMatchObject({ principal: { role: 'viewer' } });
    for (const upload of [first, repeated, waiting, refused]) await text(target.blobs.read(upload.blob));
    expect(await text(target.blobs.read(masked.blob))).not.toContain(SECRET);
    expect((await stat(target.blobs.pathOf(repeated.blob))).nlink).toBe(2);

    const key = processUploadJob.key({ ...target.scopeOf(waiting), number: waiting.number });
    expect(await findJobKeys(target.systemSql, [key])).toEqual(new Set([key]));
    await target.admin`select graphile_worker.remove_job(${key})`;
    await sweepUploads({ ...target, now: () => new Date(origin.now().getTime() + DAY_MS) });
    expect(await findJobKeys(target.systemSql, [key])).toEqual(new Set([key]));
    expect(await target.process(waiting)).toMatchObject({ state: 'processed', introduced: 1 });
    tick(target, 600);
    const next = await target.deliver({ repo: 'acme/web', ref: 'main', commit: 'c'.repeat(40) }, report('a'));
    expect(next).toMatchObject({ number: repeated.number + 1, state: 'processed' });
    expect((await target.deliver({ repo: 'acme/new' }, report('a'))).state).toBe('processed');
    await createToken(target.ctx, createTokenBody.parse({ kind: 'upload', name: 'next' }));
    expect(await recount(target.systemSql)).toEqual({ differences: [] });
  });

  it('is read on from its outbox on a server that counts its transactions anew', async () => {
    const everything = async ({ systemSql: sql, ctx }: Harness) => {
      const range = { kinds: outboxKindsOf(SINK_EVENTS), limit: 1000 };
      const entries = await readOutbox(sql, ctx, { transaction: -1e12, id: 0 }, range);
      return entries.map(({ id, upload, repoId }) => ({ id, upload, repoId }));
    };
    const [{ count } = { count: 0 }] = await origin.admin<{ count: number }[]>`
      select count(*)::int as count from outbox`;
    expect(count).toBeGreaterThan(2);
    const before = await vi.waitFor(async () => {
      const entries = await everything(origin);
      expect(entries).toHaveLength(count);
      return entries;
    });
    await origin.admin`update outbox set transaction = transaction + 1000000000`;
    await back('outbox');
    const target = await start();
    await restoreInto(target, 'outbox');
    // An entry is read when no transaction of the whole server is open that began before it: other tests have some.
    await vi.waitFor(async () => expect(await everything(target)).toEqual(before));
    const { repoId, number } = await target.deliver({ repo: 'acme/after' }, report('q'));
    await vi.waitFor(async () => {
      expect((await everything(target)).at(-1)).toMatchObject({ repoId, upload: number });
    });
  });
});
