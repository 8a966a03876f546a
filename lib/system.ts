import { join } from 'node:path';
import { type ConnectionSettings, type ConnectOptions, connect, type Database, type Sql } from '#db/client.ts';
import { type BlobStore, fileStore } from './blobs/file-store.ts';
import type { Env } from './env.ts';
import { Fault } from './errors.ts';
import { ensureKeys, linkKey, secondFactorKey, secretIdentityKey, sinkKey } from './keys.ts';
import type { Logger } from './log.ts';
import type { Reader } from './services/upload/read/protocol.ts';

/** The dependencies of a process, made once at its start: in the web process, worker, command or test. */
export interface System {
  env: Env;
  settings: ConnectionSettings;
  /** Sees all organizations: for `lib/system-sql.test.ts` to list who uses it and why. */
  systemSql: Database;
  systemReadSql: Database;
  blobs: BlobStore;
  readers: Reader;
  /** Folder for the records that readers write, until they are in the database. */
  spool: string;
  /**
   * The organization's key for identifying secrets, hex.
   * @throws Fault `configuration` in a process that has no ENCRYPTION_KEY
   */
  secretKeyOf: (orgId: number) => string;
  /**
   * The key for secrets of second factors, hex.
   * @throws Fault `configuration` in a process that has neither it nor ENCRYPTION_KEY
   */
  secondFactorKey: () => string;
  /** The key for addresses and secrets of sinks, hex. @throws Fault `configuration` likewise */
  sinkKey: () => string;
  /** The key that signs links in mails, hex. @throws Fault `configuration` likewise */
  linkKey: () => string;
  /** Public address of this installation, without a trailing slash. */
  publicUrl: string;
  now: () => Date;
  log: Logger;
}

/** A system for one organization: the database hides the rows of all others from it, whatever a statement asks for. */
export interface BoundSystem extends System {
  sql: Sql;
  /** For reads of screens: statements are cancelled after 2 s with an error that says so. */
  readSql: Sql;
}

export interface SystemOptions {
  env: Env;
  settings: ConnectionSettings;
  log: Logger;
  /** Name of the process in `pg_stat_activity`: `plumbline worker`. */
  name: string;
  /** Most connections for writing, and most for reading. */
  connections: number;
  readers: Reader;
  /** Timeouts for statements, locks and idle transactions of `sql`; none by default. */
  timeouts?: Pick<ConnectOptions, 'statementTimeout' | 'lockTimeout' | 'idleTimeout'>;
}

const READ_TIMEOUT = 2000;

/** The reader of processes that read no reports: it throws. */
export const noReader: Reader = {
  read: () => Promise.reject(new Error('this process reads no reports')),
};

/** ENCRYPTION_KEY from the environment; commands beside an embedded database read it from the data directory. */
function encryptionKeyOf(env: Env): string {
  if (env.ENCRYPTION_KEY) return env.ENCRYPTION_KEY;
  if (!env.DATABASE_URL) return ensureKeys(env.DATA_DIR).ENCRYPTION_KEY;
  throw new Fault('configuration', 'ENCRYPTION_KEY is not set: it must be the one that the worker uses.');
}

/** Makes a system. Connections are opened when they are first needed. */
export function openSystem({ env, settings, log, name, connections, readers, timeouts }: SystemOptions): System {
  const readSettings = env.DATABASE_READ_URL ? { url: env.DATABASE_READ_URL, socketDir: null } : settings;
  return {
    env,
    settings,
    systemSql: connect(settings, { max: connections, name, ...timeouts }),
    systemReadSql: connect(readSettings, { max: connections, name: `${name} reads`, statementTimeout: READ_TIMEOUT }),
    blobs: fileStore(join(env.DATA_DIR, 'blobs')),
    readers,
    spool: join(env.DATA_DIR, 'spool'),
    secretKeyOf: (orgId) => secretIdentityKey(encryptionKeyOf(env), orgId),
    // The web process gets these keys alone.
    secondFactorKey: () => process.env.PLUMBLINE_SECOND_FACTOR_KEY || secondFactorKey(encryptionKeyOf(env)),
    sinkKey: () => process.env.PLUMBLINE_SINK_KEY || sinkKey(encryptionKeyOf(env)),
    linkKey: () => process.env.PLUMBLINE_LINK_KEY || linkKey(encryptionKeyOf(env)),
    publicUrl: env.PUBLIC_URL,
    now: () => new Date(),
    log,
  };
}

/** The system for one organization. Costs nothing: connections are bound when they are used. */
export function bindTo<S extends System>(system: S, orgId: number): S & BoundSystem {
  const { systemSql, systemReadSql } = system;
  return { ...system, sql: systemSql.boundTo(orgId), readSql: systemReadSql.boundTo(orgId) };
}

/** @param seconds how long running statements may take to end */
export async function closeSystem(system: System, seconds: number): Promise<void> {
  const { systemSql, systemReadSql } = system;
  await Promise.all([systemSql.end({ timeout: seconds }), systemReadSql.end({ timeout: seconds })]);
}
