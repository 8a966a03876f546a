import { mkdir, open, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, RestoreUnfinishedError } from '#db/migrate.ts';
import { markRestoring } from '#db/queries/backup.ts';
import { inTransaction } from '#db/transaction.ts';
import { ensureKeys } from '#lib/keys.ts';
import { type Harness, sarifOf, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { compareKeys } from './compare-keys.ts';
import { keyFingerprint } from './key-fingerprint.ts';
import { readArchive, readWhole } from './read-archive.ts';
import { type RestoreOptions, restoreBackup } from './restore-backup.ts';
import { TAR_BLOCK, tarBlock } from './tar.ts';
import { verifyBackup } from './verify-backup.ts';
import { writeBackup } from './write-backup.ts';

const report = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call(a);' }]);
let origin: Harness;
let target: Harness;
let whole: string;

beforeAll(async () => {
  origin = await startHarness(undefined, { readers: inProcessReader });
  target = await startHarness(undefined, { readers: inProcessReader });
  await mkdir(join(origin.folder, 'backups'));
  await origin.deliver({}, report);
  await origin.deliver({ commit: 'b'.repeat(40) }, report);
  whole = join(origin.folder, 'backups', 'whole.tar');
  await writeBackup(origin, { path: whole, withKeys: false });
});
afterAll(async () => {
  await origin.close();
  await target.close();
});

function restore(path: string, options: Partial<RestoreOptions> = {}, env = target.env) {
  const into = { env, settings: target.database, now: target.now(), say: () => undefined };
  return restoreBackup(into, { path, replace: false, otherKey: false, ...options });
}

const organizations = () => target.admin`select id, name from organizations`;

/** A copy of the backup, changed. */
async function changed(name: string, change: (bytes: Buffer) => Buffer | undefined): Promise<string> {
  const bytes = await readFile(whole);
  const path = join(origin.folder, 'backups', `${name}.tar`);
  await writeFile(path, change(bytes) ?? bytes);
  return path;
}

/** A tar of these entries. */
async function forged(entries: readonly [name: string, body: string, link?: string][]): Promise<string> {
  const blocks = entries.flatMap(([name, body, link]) => {
    const bytes = Buffer.from(body);
    const padding = Buffer.alloc((TAR_BLOCK - (bytes.length % TAR_BLOCK)) % TAR_BLOCK);
    return [tarBlock({ name, size: bytes.length, link: link ?? null }), bytes, padding];
  });
  const path = join(origin.folder, 'backups', 'forged.tar');
  await writeFile(path, Buffer.concat([...blocks, Buffer.alloc(2 * TAR_BLOCK)]));
  return path;
}

async function headerOf(path: string): Promise<Record<string, unknown>> {
  for await (const entry of readArchive(path)) return JSON.parse((await readWhole(entry, 1e6)).toString());
  return {};
}

describe('a backup that is not whole', () => {
  it('is refused before anything changes: any damaged byte, any length', async () => {
    await target.admin`update organizations set name = 'Untouched'`;
    const before = await organizations();
    const { size } = await stat(whole);
    expect((await verifyBackup(whole)).manifest.reports).toMatchObject({ files: 1, links: 1 });
    const step = Math.floor(size / 40);
    for (let at = 3; at < size; at += step) {
      const path = await changed('damaged', (bytes) => {
        bytes[at] = (bytes[at] ?? 0) ^ 0xff;
        return undefined;
      });
      // What fills an entry up to a whole block, and what comes after the end, means nothing.
      if ((await readFile(whole))[at] === 0) continue;
      await expect(verifyBackup(path), `byte ${at}`).rejects.toMatchObject({ code: 'unprocessable' });
      await truncate(path, at);
      await expect(verifyBackup(path), `length ${at}`).rejects.toMatchObject({ code: 'unprocessable' });
    }
    await expect(restore(await changed('short', (bytes) => bytes.subarray(0, size - 2048)))).rejects.toThrow(
      'it ends within',
    );
    expect(await organizations()).toEqual(before);
  });

  it('is refused when it would write outside of its folder, or holds what no backup holds', async () => {
    const header = JSON.stringify(await headerOf(whole));
    const day = 'blobs/2026-03-02';
    const uuid = '00000000-0000-4000-8000-000000000000';
    for (const [name, link] of [
      ['../../etc/passwd'],
      ['/etc/passwd'],
      [`${day}/../../../${uuid}`],
      [`${day}/${uuid}/x`],
      ['tables/a/../000001.zst'],
      ['tables/a"; drop table users; --/000001.zst'],
      [`${day}/${uuid}`, '../../keys.json'],
      [`${day}/${uuid}`, '/etc/passwd'],
      [`${day}/${uuid}`, 'keys.json'],
      ['keys.json', `${day}/${uuid}`],
      [`${day}/${uuid}`, `${day}/11111111-0000-4000-8000-000000000000`],
    ] as const) {
      const path = await forged([['header.json', header], [name, '', ...(link ? [link] : [])] as [string, string]]);
      await expect(restore(path), name).rejects.toMatchObject({ code: 'unprocessable' });
    }
    await expect(restore(await forged([['keys.json', '{}']]))).rejects.toThrow('begin with its header');
    await expect(restore(await forged([['header.json', '{"format": 1}']]))).rejects.toThrow('cannot be read');
    const newer = JSON.stringify({ ...(await headerOf(whole)), format: 2, version: '9.0.0' });
    await expect(restore(await forged([['header.json', newer]]))).rejects.toThrow('newer Plumbline (9.0.0)');
  });

  it('leaves nothing under its name when it could not be written', async () => {
    const path = join(origin.folder, 'backups', 'failing.tar');
    const failing = { ...origin.blobs, pathOf: () => join(origin.folder) };
    await expect(writeBackup({ ...origin, blobs: failing }, { path, withKeys: false })).rejects.toThrow('EISDIR');
    for (const file of [path, `${path}.partial`]) await expect(stat(file)).rejects.toThrow('ENOENT');
    const left = await open(`${path}.partial`, 'w');
    await left.close();
    await writeBackup(origin, { path, withKeys: false });
    await verifyBackup(path);
  });
});

describe('a restore', () => {
  it('does not overwrite data unasked, is not served while unfinished, and begins anew', async () => {
    await restore(whole);
    await expect(restore(whole)).rejects.toMatchObject({ code: 'conflict', message: /--replace/ });
    // As a restore leaves it that is killed: marked, with half of its rows.
    await inTransaction(target.admin, (tx) => markRestoring(tx, target.now()));
    await target.admin`delete from findings`;
    await expect(migrate(target.database)).rejects.toThrow(RestoreUnfinishedError);
    expect(await restore(whole)).toMatchObject({ reports: 2, keys: 'same' });
    expect(await target.admin`select count(*)::int as count from findings`).toEqual([{ count: 1 }]);
    await migrate(target.database);
  });

  it('brings back every report of very many', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `many-${index}`);
    for (const name of names) await origin.accept({ repo: 'acme/many', label: name }, `${report} ${name}`);
    const path = join(origin.folder, 'backups', 'many.tar');
    await writeBackup(origin, { path, withKeys: false });
    expect(await restore(path, { replace: true })).toMatchObject({ reports: 62 });
    const rows = await target.admin<{ blob: string; label: string }[]>`
      select blob, label from uploads where label like 'many-%'`;
    expect(rows).toHaveLength(60);
    for (const { blob, label } of rows) expect(await text(target.blobs.read(blob))).toBe(`${report} ${label}`);
  });

  it('says when the key is another one', () => {
    const fingerprint = keyFingerprint(target.env);
    const header = { keyFingerprint: fingerprint, withKeys: false };
    const other = { ...target.env, ENCRYPTION_KEY: 'another'.repeat(8) };
    expect(compareKeys(target.env, header, false)).toBe('same');
    expect(() => compareKeys(other, header, false)).toThrow('--other-key');
    expect(compareKeys(other, header, true)).toBe('other');
    expect(compareKeys(target.env, { ...header, keyFingerprint: null }, false)).toBe('unknown');
    const { ENCRYPTION_KEY: _none, ...withoutKey } = target.env;
    expect(compareKeys(withoutKey, header, false)).toBe('unknown');
    expect(compareKeys(withoutKey, { ...header, withKeys: true }, false)).toBe('restored');
    const elsewhere = { ...withoutKey, DATABASE_URL: 'postgresql://db/plumbline' };
    expect(compareKeys(elsewhere, { ...header, withKeys: true }, false)).toBe('unknown');
  });

  it('brings the keys only where they were asked for, and replaces everything where that was', async () => {
    const keyFile = join(target.env.DATA_DIR, 'keys.json');
    await expect(stat(keyFile)).rejects.toThrow('ENOENT');
    ensureKeys(origin.env.DATA_DIR);
    const path = join(origin.folder, 'backups', 'keys.tar');
    const { ENCRYPTION_KEY: _kept, ...env } = origin.env;
    await writeBackup({ ...origin, env }, { path, withKeys: true });
    const { ENCRYPTION_KEY: _none, ...withoutKey } = target.env;
    await target.admin`insert into organizations (slug, name, demo, created_at) values ('x', 'X', false, ${target.now()})`;
    expect((await restore(path, { replace: true }, withoutKey)).keys).toBe('restored');
    expect(await organizations()).toHaveLength(1);
    expect(await readFile(keyFile)).toEqual(await readFile(join(origin.env.DATA_DIR, 'keys.json')));
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  });

  it('never loads part of a table that row-level security hides: such a backup is not made', async () => {
    await origin.admin`create policy none on rules using (false)`;
    await origin.admin`alter table rules enable row level security`;
    await origin.admin`alter table rules force row level security`;
    const path = join(origin.folder, 'backups', 'hidden.tar');
    const hidden = writeBackup(origin, { path, withKeys: false });
    await expect(hidden).rejects.toThrow('row-level security');
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });
});
