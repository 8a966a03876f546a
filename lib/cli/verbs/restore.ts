import { resolve } from 'node:path';
import type { RestoredBackup } from '#lib/services/backup/restore-backup.ts';
import { openTarget } from '../installation.ts';
import { operatorName } from '../operator-name.ts';
import { readOptions, required } from '../options.ts';
import type { Io, Verb } from '../verb.ts';

/** The environment of the installation that is restored into. */
function targetOf(io: Io, into: string | undefined): Io {
  if (into === undefined) return io;
  const env = { ...io.env, DATABASE_URL: undefined, PLUMBLINE_DATABASE_SOCKET: undefined };
  if (/^postgres(ql)?:/.test(into)) return { ...io, env: { ...env, DATABASE_URL: into } };
  // The keys of the target, not those that this command found for another data directory.
  const keys = { AUTH_SECRET: undefined, ENCRYPTION_KEY: undefined };
  return { ...io, env: { ...env, ...keys, DATA_DIR: resolve(into) } };
}

function wordsOnKeys(keys: RestoredBackup['keys']): string | null {
  switch (keys) {
    case 'same':
    case 'restored':
      return null;
    case 'other':
      return 'Another ENCRYPTION_KEY is in use here: leaked secrets get new identities with their next report.';
    case 'unknown':
      return (
        'Put the keys of the old installation in place before you start (keys.json in DATA_DIR, or ENCRYPTION_KEY and ' +
        'AUTH_SECRET): otherwise new ones are made, and leaked secrets get new identities.'
      );
  }
}

export const restore: Verb = {
  words: 'restore',
  usage: '--from FILE [--into DATA_DIR|DATABASE_URL] [--replace] [--other-key]',
  help: 'loads a backup into an empty installation that does not run; --replace: throws away what is there; --other-key: with another ENCRYPTION_KEY',
  async run(args, io) {
    const options = readOptions(args, { values: ['from', 'into'], flags: ['replace', 'other-key'] });
    const path = resolve(required(options, 'from'));
    const { restoreBackup } = await import('#lib/services/backup/restore-backup.ts');
    const target = targetOf(io, options.values.into);
    const restored = await openTarget(target, ({ env, settings }) =>
      restoreBackup(
        { env, settings, now: new Date(), operator: operatorName(io.env), say: io.err },
        { path, replace: options.flags.has('replace'), otherKey: options.flags.has('other-key') },
      ),
    );
    io.out(JSON.stringify(restored));
    const words = wordsOnKeys(restored.keys);
    if (words !== null) io.err(words);
    return 0;
  },
};
