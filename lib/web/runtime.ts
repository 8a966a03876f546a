import { join } from 'node:path';
import { type ConnectionSettings, connect, type Sql, settingsFromEnv } from '#db/client.ts';
import { type BlobStore, fileStore } from '#lib/blobs/file-store.ts';
import { type Env, readEnv } from '#lib/env.ts';

/** What the web process holds for all requests. */
export interface Runtime {
  env: Env;
  settings: ConnectionSettings;
  sql: Sql;
  /** For reads of screens: a statement that runs longer than 2 s is stopped and the person is told. */
  readSql: Sql;
  blobs: BlobStore;
}

const READ_TIMEOUT = 2000;
const holder = globalThis as typeof globalThis & { plumblineRuntime?: Runtime };

export function getRuntime(): Runtime {
  holder.plumblineRuntime ??= makeRuntime();
  return holder.plumblineRuntime;
}

function makeRuntime(): Runtime {
  const env = readEnv(process.env);
  const settings = settingsFromEnv(process.env);
  const readSettings = env.DATABASE_READ_URL ? { url: env.DATABASE_READ_URL, socketDir: null } : settings;
  return {
    env,
    settings,
    sql: connect(settings, { max: 15, name: 'plumbline web' }),
    readSql: connect(readSettings, { max: 15, name: 'plumbline web reads', statementTimeout: READ_TIMEOUT }),
    blobs: fileStore(join(env.DATA_DIR, 'blobs')),
  };
}
