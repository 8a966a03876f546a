import { readCommandEnv } from '#lib/address.ts';
import { Fault, messageOf } from '#lib/errors.ts';
import { encryptionKeyIfKnown } from '#lib/services/backup/key-fingerprint.ts';
import { findEmbedded, startEmbedded } from './machine/embedded.ts';
import { loadEnv, processEnv } from './start/environment.ts';

/**
 * Puts the running installation's settings into the environment, as the supervisor does for web and worker. Without one
 * the command itself decides: some speak to a server elsewhere, others start the database for as long as they run.
 */
async function joinInstallation(): Promise<void> {
  // Set already when a supervisor, a test or a container gave everything.
  if (process.env.PLUMBLINE_DATABASE_SOCKET) return;
  const env = loadEnv(readCommandEnv);
  process.env.DATA_DIR = env.DATA_DIR;
  const database = env.DATABASE_URL ? { url: env.DATABASE_URL, socketDir: null } : await findEmbedded(env.DATA_DIR);
  // A database that runs without keys was left by a restore that was interrupted: with new keys, the same restore would
  // be refused. A command that needs keys makes them itself.
  if (database === null || (!env.DATABASE_URL && encryptionKeyIfKnown(env) === null)) return;
  Object.assign(process.env, processEnv(env, database));
}

try {
  const words = process.argv.slice(2);
  if (words.length > 0 && words[0] !== 'upload' && !words.includes('--help')) await joinInstallation();
  // Only now: what it imports reads the environment.
  const { main } = await import('#lib/cli/main.ts');
  await main(startEmbedded);
} catch (error) {
  process.stderr.write(`plumbline: ${error instanceof Fault ? error.sentence : messageOf(error)}\n`);
  process.exitCode = 2;
}
