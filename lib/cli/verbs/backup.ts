import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Fault } from '#lib/errors.ts';
import { withInstallation } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { readOptions, required } from '../options.ts';
import type { Verb } from '../verb.ts';

/** `2026-03-02T090000Z`: sorts by time, and is a name of a file everywhere. */
const stampOf = (now: Date): string => now.toISOString().replace(/\.\d+/, '').replaceAll(':', '');

async function fileFor(to: string, now: Date): Promise<string> {
  const path = resolve(to);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() || to.endsWith('/')) return join(path, `plumbline-${stampOf(now)}.tar`);
  if (found) throw new Fault('conflict', `${path} exists already. Name another file, or a folder.`);
  return path;
}

export const backup: Verb = {
  words: 'backup',
  usage: '--to FILE_OR_FOLDER [--with-keys]',
  help: 'writes the database and all reports as of one moment into one tar file, while Plumbline runs; --with-keys: keys.json too',
  async run(args, io) {
    const options = readOptions(args, { values: ['to'], flags: ['with-keys'] });
    const to = required(options, 'to');
    const { writeBackup } = await import('#lib/services/backup/write-backup.ts');
    return withInstallation(io, async (system) => {
      const path = await fileFor(to, system.now());
      const withKeys = options.flags.has('with-keys');
      const written = await writeBackup({ ...system, operator: operatorName(io.env) }, { path, withKeys });
      io.out(JSON.stringify(written));
      if (!withKeys) {
        io.err(
          'The keys are not in it (keys.json in DATA_DIR, or ENCRYPTION_KEY and AUTH_SECRET): keep them elsewhere.',
        );
      }
      const { missing } = written.reports;
      if (missing > 0) io.err(`${missing} reports had no bytes on the disk any more: the backup does not hold them.`);
      return 0;
    });
  },
};

export const backupVerify: Verb = {
  words: 'backup verify',
  usage: 'FILE',
  help: 'reads a whole backup and compares every part with its hash; exit 2 for one that is damaged or not whole',
  async run(args, io) {
    const [path, ...others] = readOptions(args).positionals;
    if (path === undefined || others.length > 0) throw new Fault('invalid_input', 'Name one backup.');
    const { verifyBackup } = await import('#lib/services/backup/verify-backup.ts');
    const { header, manifest } = await verifyBackup(resolve(path));
    const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
    const { sha256: _hash, ...reports } = manifest.reports;
    const { version, madeAt, withKeys } = header;
    io.out(JSON.stringify({ madeAt, version, withKeys, rows, reports, jobs: manifest.jobs.count }));
    return 0;
  },
};
