import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStore } from '#lib/blobs/file-store.ts';
import type { DemoDeps } from '#lib/demo/deps.ts';
import { Fault } from '#lib/errors.ts';
import { ensureKeys, secretIdentityKey } from '#lib/keys.ts';
import { createLog } from '#lib/log.ts';
import { type Installation, withInstallation } from '../installation.ts';
import { readOptions } from '../options.ts';
import type { Io, Verb } from '../verb.ts';

const EVERY = 2000;

/** @throws Fault `configuration` when an installation with a database of its own did not say its key */
function encryptionKey({ env }: Installation): string {
  if (env.ENCRYPTION_KEY) return env.ENCRYPTION_KEY;
  if (!env.DATABASE_URL) return ensureKeys(env.DATA_DIR).ENCRYPTION_KEY;
  throw new Fault('configuration', 'ENCRYPTION_KEY is not set: it must be the one that the worker uses.');
}

/** As the worker's, but with a spool of its own: the worker clears its at every start. */
async function withDemoDeps<T>(io: Io, work: (deps: DemoDeps) => Promise<T>): Promise<T> {
  const spool = await mkdtemp(join(tmpdir(), 'plumbline-demo-'));
  try {
    return await withInstallation(io, (installation) => {
      const key = encryptionKey(installation);
      return work({
        sql: installation.sql,
        blobs: fileStore(join(installation.env.DATA_DIR, 'blobs')),
        spool,
        secretKeyOf: (orgId) => secretIdentityKey(key, orgId),
        now: () => new Date(),
        // Its lines would stand between the results on stdout.
        log: createLog('command', 'silent'),
      });
    });
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}

function progress(io: Io): (done: number, total: number) => void {
  let said = Date.now();
  return (done, total) => {
    if (Date.now() - said < EVERY) return;
    said = Date.now();
    io.err(`demo: ${done} of ${total} reports`);
  };
}

export const demoLoad: Verb = {
  words: 'demo load',
  usage: '[--force]',
  help: 'makes a demo of 40 repositories and a year of history; --force: beside real reports',
  async run(args, io) {
    const { flags } = readOptions(args, { flags: ['force'] });
    // Only these two commands need the replay and all that it brings.
    const { loadDemo } = await import('#lib/demo/load.ts');
    const options = { force: flags.has('force'), onProgress: progress(io) };
    io.out(JSON.stringify(await withDemoDeps(io, (deps) => loadDemo(deps, options))));
    return 0;
  },
};

export const demoRemove: Verb = {
  words: 'demo remove',
  usage: '',
  help: 'removes the demo and everything of it',
  async run(args, io) {
    readOptions(args);
    const { removeDemo } = await import('#lib/demo/remove.ts');
    io.out(JSON.stringify(await withDemoDeps(io, (deps) => removeDemo(deps))));
    return 0;
  },
};
