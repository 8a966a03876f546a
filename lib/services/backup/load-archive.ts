import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { addCopiedJob, copyTableIn, moveOutbox, setIdentity } from '#db/queries/backup.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BlobStore } from '#lib/blobs/file-store.ts';
import { backupJob } from './manifest.ts';
import { type ArchiveEntry, damaged, readArchive, readWhole } from './read-archive.ts';
import { ReportWriter } from './report-writer.ts';
import type { VerifiedBackup } from './verify-backup.ts';

const decompress = promisify(zstdDecompress);
/** Bytes of a part of a table: stored, and decompressed. */
const MOST = 16 * 1024 * 1024;
const MOST_JOBS = 512 * 1024 * 1024;

type OtherEntry = Exclude<ArchiveEntry, { kind: 'report' }>;

interface Target {
  path: string;
  blobs: BlobStore;
  dataDir: string;
  /** Whether the keys in the file go into the data directory. */
  withKeys: boolean;
}

/**
 * Loads a backup that was verified into empty tables and a folder of reports. A second attempt writes the same files.
 * @throws Fault `unprocessable` when a table ends up with another number of rows than was backed up
 */
export async function loadArchive(sql: Sql, target: Target, { header, manifest }: VerifiedBackup): Promise<void> {
  const entries = readArchive(target.path);
  const next = async (): Promise<ArchiveEntry | null> => {
    const { value, done } = await entries.next();
    return done ? null : value;
  };
  try {
    await next();
    let entry = await next();
    for (const table of header.tables) {
      async function* parts(): AsyncGenerator<Buffer> {
        for (; entry?.kind === 'part' && entry.table === table.name; entry = await next()) {
          yield await decompress(await readWhole(entry, MOST), { maxOutputLength: MOST });
        }
      }
      // One attempt: what was read from the file is gone.
      const rows = await sql.begin((tx) => copyTableIn(tx, table, parts()));
      if (rows !== manifest.tables[table.name]?.rows) throw damaged(`${table.name} has ${rows} rows when loaded`);
    }
    const reports = new ReportWriter(target.blobs);
    for (; entry !== null; entry = await next()) {
      if (entry.kind === 'report') await reports.add(entry.blob, entry);
      else {
        // Also before the last entry: with it the file is closed, out of which they are copied.
        await reports.end();
        await loadEntry(sql, target, entry);
      }
    }
  } finally {
    await entries.return(undefined);
  }
  await inTransaction(sql, async (tx) => {
    for (const { table, column, last } of manifest.identities) await setIdentity(tx, table, column, last);
    await moveOutbox(tx);
  });
}

async function loadEntry(sql: Sql, { dataDir, withKeys }: Target, entry: OtherEntry): Promise<void> {
  switch (entry.kind) {
    case 'jobs': {
      const text = await decompress(await readWhole(entry, MOST), { maxOutputLength: MOST_JOBS });
      const jobs = z.array(backupJob).parse(JSON.parse(text.toString('utf8')));
      await inTransaction(sql, async (tx) => {
        for (const job of jobs) await addCopiedJob(tx, job);
      });
      return;
    }
    case 'keys':
      if (withKeys) await writeKeys(dataDir, await readWhole(entry, MOST));
      return;
    case 'header':
    case 'manifest':
      return;
    case 'part':
      throw damaged(`${entry.table} is not where it belongs`);
  }
}

async function writeKeys(dataDir: string, bytes: Buffer): Promise<void> {
  const file = join(dataDir, 'keys.json');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, bytes, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}
