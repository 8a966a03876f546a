import { createHash, type Hash } from 'node:crypto';
import type { z } from 'zod';
import { Fault } from '#lib/errors.ts';
import { BACKUP_FORMAT, type BackupHeader, type BackupManifest, backupHeader, backupManifest } from './manifest.ts';
import { type ArchiveEntry, damaged, readArchive, readWhole } from './read-archive.ts';

export interface VerifiedBackup {
  header: BackupHeader;
  manifest: BackupManifest;
}

/** Bytes of the largest header or manifest. */
const MOST = 16 * 1024 * 1024;

/** What was found so far, to be compared with the manifest, which comes last. */
interface Found {
  header: { parsed: BackupHeader; sha256: string } | null;
  tables: Map<string, { parts: number; hash: Hash }>;
  jobs: string;
  keys: string | null;
  reports: { files: number; links: number; bytes: number; hash: Hash };
  names: Set<string>;
  manifest: BackupManifest | null;
}

/**
 * Reads a whole backup and compares every part with its hash. Changes nothing; memory stays flat.
 * @throws Fault `unprocessable` for a damaged or hostile file, one that was cut short, or one of a newer version
 */
export async function verifyBackup(path: string): Promise<VerifiedBackup> {
  const found: Found = {
    header: null,
    tables: new Map(),
    jobs: '',
    keys: null,
    reports: { files: 0, links: 0, bytes: 0, hash: createHash('sha256') },
    names: new Set(),
    manifest: null,
  };
  for await (const entry of readArchive(path)) {
    if (found.manifest !== null) throw damaged('something comes after its end');
    await takeEntry(found, entry);
  }
  return compare(found);
}

async function takeEntry(found: Found, entry: ArchiveEntry): Promise<void> {
  if ((found.header === null) !== (entry.kind === 'header')) throw damaged('it does not begin with its header');
  switch (entry.kind) {
    case 'header': {
      const bytes = await readWhole(entry, MOST);
      found.header = { parsed: parse(backupHeader, bytes), sha256: hashOf(bytes) };
      if (found.header.parsed.format > BACKUP_FORMAT) throw newer(found.header.parsed);
      return;
    }
    case 'part': {
      const table = found.tables.get(entry.table) ?? { parts: 0, hash: createHash('sha256') };
      table.parts += 1;
      if (entry.part !== table.parts) throw damaged(`a part of ${entry.table} is missing`);
      for await (const piece of entry.body()) table.hash.update(piece);
      found.tables.set(entry.table, table);
      return;
    }
    case 'jobs':
      found.jobs = await hashBody(entry);
      return;
    case 'keys':
      found.keys = await hashBody(entry);
      return;
    case 'report':
      return takeReport(found, entry.blob, entry);
    case 'manifest':
      found.manifest = parse(backupManifest, await readWhole(entry, MOST));
      return;
  }
}

async function takeReport({ reports, names }: Found, blob: string, entry: ArchiveEntry): Promise<void> {
  if (entry.link !== null) {
    if (!names.has(entry.link)) throw damaged('a report shares the bytes of one that is not there');
    reports.links += 1;
    reports.hash.update(`${blob} ${entry.link}\n`);
    return;
  }
  names.add(blob);
  reports.files += 1;
  reports.bytes += entry.size;
  reports.hash.update(`${blob} ${await hashBody(entry)}\n`);
}

function compare({ header, tables, jobs, keys, reports, manifest }: Found): VerifiedBackup {
  if (header === null || manifest === null) throw damaged('its end is missing');
  const same = (what: string, is: unknown, shouldBe: unknown): void => {
    if (is !== shouldBe) throw damaged(`${what} is not what was written`);
  };
  same('its header', header.sha256, manifest.header);
  const names = header.parsed.tables.map((table) => table.name);
  same('the list of tables', names.toSorted().join(), Object.keys(manifest.tables).toSorted().join());
  for (const [name, written] of Object.entries(manifest.tables)) {
    const table = tables.get(name);
    same(`the table ${name}`, table?.parts ?? 0, written.parts);
    same(`the table ${name}`, (table?.hash ?? createHash('sha256')).digest('hex'), written.sha256);
    tables.delete(name);
  }
  same('the list of tables', tables.size, 0);
  same('the list of jobs', jobs, manifest.jobs.sha256);
  same('the file of keys', keys, manifest.keys);
  same('a report', `${reports.files} ${reports.links} ${reports.bytes}`, countsOf(manifest));
  same('a report', reports.hash.digest('hex'), manifest.reports.sha256);
  return { header: header.parsed, manifest };
}

const countsOf = ({ reports }: BackupManifest): string => `${reports.files} ${reports.links} ${reports.bytes}`;
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function hashBody(entry: ArchiveEntry): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of entry.body()) hash.update(piece);
  return hash.digest('hex');
}

function parse<T extends z.ZodType>(schema: T, bytes: Buffer): z.output<T> {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw damaged('its description cannot be read', { cause });
  }
}

function newer({ version }: BackupHeader): Fault {
  return new Fault(
    'unprocessable',
    `This backup was made by a newer Plumbline (${version}): restore it with that one.`,
  );
}
