import { join } from 'node:path';
import { type ConnectionSettings, type ConnectOptions, connect, type Sql } from '#db/client.ts';
import { type BlobStore, fileStore } from './blobs/file-store.ts';
import type { Env } from './env.ts';
import { Fault } from './errors.ts';
import { ensureKeys, secretIdentityKey } from './keys.ts';
import type { Logger } from './log.ts';
import type { Reader } from './services/upload/read/protocol.ts';

/** What a process of Plumbline works with. Made once: by the web process, the worker, a command, the set-up of a test. */
export interface System {
  env: Env;
  settings: ConnectionSettings;
  sql: Sql;
  /** For reads of screens: a statement that runs longer than 2 s is stopped and the person is told. */
  readSql: Sql;
  blobs: BlobStore;
  readers: Reader;
  /** Folder for records on their way from the reader to the database. */
  spool: string;
  /**
   * The organization's key for telling secrets apart, hex.
   * @throws Fault `configuration` in a process that has no ENCRYPTION_KEY
   */
  secretKeyOf: (orgId: number) => string;
  /** Where people and pipelines reach this installation, without a slash at its end. */
  publicUrl: string;
  now: () => Date;
  log: Logger;
}

export interface SystemOptions {
  env: Env;
  settings: ConnectionSettings;
  log: Logger;
  /** The process as the database's list of connections names it: `plumbline worker`. */
  name: string;
  /** Most connections for writing, and most for reading. */
  connections: number;
  readers: Reader;
  /** How long statements of `sql` may run, wait for locks, or leave a transaction idle; without it as long as they need. */
  timeouts?: Pick<ConnectOptions, 'statementTimeout' | 'lockTimeout' | 'idleTimeout'>;
}

const READ_TIMEOUT = 2000;

/** For processes that read no reports. */
export const noReader: Reader = {
  read: () => Promise.reject(new Error('this process reads no reports')),
};

/** The key that `npm start` hands to its processes; a command beside an embedded database finds it in the data directory. */
function encryptionKeyOf(env: Env): string {
  if (env.ENCRYPTION_KEY) return env.ENCRYPTION_KEY;
  if (!env.DATABASE_URL) return ensureKeys(env.DATA_DIR).ENCRYPTION_KEY;
  throw new Fault('configuration', 'ENCRYPTION_KEY is not set: it must be the one that the worker uses.');
}

/** Opens no connection before one is needed. */
export function openSystem({ env, settings, log, name, connections, readers, timeouts }: SystemOptions): System {
  const readSettings = env.DATABASE_READ_URL ? { url: env.DATABASE_READ_URL, socketDir: null } : settings;
  return {
    env,
    settings,
    sql: connect(settings, { max: connections, name, ...timeouts }),
    readSql: connect(readSettings, { max: connections, name: `${name} reads`, statementTimeout: READ_TIMEOUT }),
    blobs: fileStore(join(env.DATA_DIR, 'blobs')),
    readers,
    spool: join(env.DATA_DIR, 'spool'),
    secretKeyOf: (orgId) => secretIdentityKey(encryptionKeyOf(env), orgId),
    publicUrl: env.PUBLIC_URL,
    now: () => new Date(),
    log,
  };
}

/** @param seconds that statements have to end by themselves */
export async function closeSystem({ sql, readSql }: System, seconds: number): Promise<void> {
  await Promise.all([sql.end({ timeout: seconds }), readSql.end({ timeout: seconds })]);
}
